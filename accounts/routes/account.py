"""A person's own account: their name, password and open sign-ins."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from accounts.actions import people as actions
from accounts.actions.passwords import hash_password, proof_of
from accounts.forms import ChangePassword, RenamePerson
from accounts.queries import Account, account_of
from accounts.routes import blueprint
from accounts.rules import PASSWORD_TRIES, RENAMES, Asked, NameTaken, NeedsLink, WrongPassword
from core import db, rate_limits
from core.access import Audience, access, person
from core.html import gone_to, page


@blueprint.get("/account")
@access(Audience.MEMBER)
def account() -> ResponseReturnValue:
    """What the site knows of the person, and how to change it."""
    return _account_page()


@blueprint.post("/account/name")
@access(Audience.MEMBER)
def rename_person() -> ResponseReturnValue:
    """Give the person the name they chose."""
    form = RenamePerson(request.form)
    if not form.validate():
        return _account_page(name_form=form, status=422)
    rate_limits.count_try(db.session(), RENAMES, str(person().id))
    try:
        actions.rename_person(db.session(), person().id, form.typed("display_name"))
    except NameTaken as refusal:
        db.rollback()  # the try too: a name that is taken costs nothing
        form.display_name.errors = [refusal.sentence]
        return _account_page(name_form=form, status=409)
    db.commit()
    return gone_to("/account", f"You are now called {form.typed('display_name')}.")


@blueprint.post("/account/password")
@access(Audience.MEMBER)
def change_password() -> ResponseReturnValue:
    """Set a new password; every other device is signed out."""
    found = _own_account()
    form = _fitting(ChangePassword(request.form), found)
    if found.asked is Asked.LINK:
        form.form_errors.append(NeedsLink.sentence)
        return _account_page(password_form=form, status=409)
    if not form.validate() or not _password_changed(form):
        return _account_page(password_form=form, status=422)
    db.commit()
    return gone_to("/account", "Your password is changed. Your other devices are signed out.")


def _password_changed(form: ChangePassword) -> bool:
    """Whether the person showed what they were asked for; if not, the form says so."""
    rate_limits.count_try(db.session(), PASSWORD_TRIES, f"person {person().id}")
    db.commit()  # the try counts, and nobody waits for the one writer while argon2 works
    try:
        _change_password(form)
    except WrongPassword:
        db.rollback()
        form.say_wrong("That is not the password you have now.")
        return False
    return True


def _change_password(form: ChangePassword) -> None:
    password = form.typed("password") if "password" in form else None
    proof = proof_of(db.connection(), person().id, password)
    password_hash = hash_password(form.typed("new_password"))
    actions.change_password(
        db.session(),
        proof,
        password_hash,
        sign_in_id=person().sign_in_id,
        public_url=current_app.config["PUBLIC_URL"],
    )


def _own_account() -> Account:
    return account_of(db.connection(), person().id, person().sign_in_id)


def _fitting(form: ChangePassword, found: Account) -> ChangePassword:
    """The form, asking for what this person must show."""
    form.name, form.address = found.display_name, found.address or ""
    if found.asked is not Asked.PASSWORD and "password" in form:
        del form.password
    return form


def _account_page(
    *,
    name_form: RenamePerson | None = None,
    password_form: ChangePassword | None = None,
    status: int = 200,
) -> Response:
    found = _own_account()
    return page(
        "accounts/account.html",
        status=status,
        account=found,
        name_form=name_form or RenamePerson(display_name=found.display_name),
        password_form=_fitting(password_form or ChangePassword(), found),
        needs_link=NeedsLink.sentence if found.asked is Asked.LINK else None,
        wrong=next((form for form in (name_form, password_form) if form and form.errors), None),
    )
