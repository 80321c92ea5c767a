"""Come in with a password, go out."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from accounts.actions import sign_ins as actions
from accounts.actions.passwords import Proof, check_password
from accounts.forms import RequestSignInLink, SignIn
from accounts.queries import DemonstrationPerson, demonstration_people, identity_for
from accounts.routes import blueprint
from accounts.rules import PASSWORD_TRIES, WrongPassword
from core import db, rate_limits
from core.access import Audience, access, let_in, let_out, maybe_person, person
from core.addresses import safe_next
from core.html import gone_to, page


@blueprint.get("/sign-in")
@access(Audience.ANYONE)
def sign_in_form() -> ResponseReturnValue:
    """The page to sign in on; somebody already in goes on."""
    if maybe_person():
        return gone_to(safe_next(request.args.get("next")))
    return sign_in_page(SignIn())


@blueprint.post("/sign-in")
@access(Audience.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Start a sign-in, then go where the person was heading."""
    form = SignIn(request.form)
    if not form.validate():
        return sign_in_page(form, status=422)
    rate_limits.count_try(db.session(), PASSWORD_TRIES, form.typed("address"))
    db.commit()  # the try counts, and nobody waits for the one writer while argon2 works
    try:
        proof = _proof(form)
        token = actions.sign_in(db.session(), proof, keep=form.keep.data)
    except WrongPassword as refusal:
        actions.refuse_sign_in(db.session())
        db.commit()
        form.form_errors.append(refusal.sentence)
        return sign_in_page(form, status=422)
    enter(token, keep=form.keep.data)
    return gone_to(safe_next(request.args.get("next")))


def _proof(form: SignIn) -> Proof:
    return check_password(
        db.connection(),
        form.typed("address"),
        form.typed("password"),
        demonstration_open=current_app.config["DEMONSTRATION"],
    )


def enter(token: str, *, keep: bool) -> None:
    """Keep the new sign-in and put its secret in the cookie; the one before it ends."""
    before = maybe_person()
    if before:
        actions.end_sign_in(db.session(), before.id, before.sign_in_id)
    db.commit()
    identity = identity_for(db.connection(), token)
    if identity:
        let_in(identity, keep=keep)


@blueprint.post("/sign-out")
@access(Audience.ANYONE)
def sign_out() -> ResponseReturnValue:
    """End the sign-in on the server and clear the browser of it."""
    leaving = maybe_person()
    if leaving:
        actions.end_sign_in(db.session(), leaving.id, leaving.sign_in_id)
        db.commit()
    let_out()
    answer = gone_to("/", "You are signed out.")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.post("/account/sign-ins/<id:sign_in_id>/end")
@access(Audience.MEMBER)
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """End one of the person's own sign-ins, wherever it is open."""
    ended = actions.end_sign_in(db.session(), person().id, sign_in_id)
    db.commit()
    return gone_to(
        "/account", "That device is signed out." if ended else "That one had ended already."
    )


def sign_in_page(
    form: SignIn, link_form: RequestSignInLink | None = None, *, status: int = 200
) -> Response:
    """The page to sign in on, also when the form for a link is what needs mending."""
    people: list[DemonstrationPerson] = []
    if current_app.config["DEMONSTRATION"]:
        people = demonstration_people(db.connection())
    return page(
        "accounts/sign_in_form.html",
        status=status,
        form=form,
        link_form=link_form or RequestSignInLink(),
        people=people,
        next=safe_next(request.args.get("next")),
    )
