"""Come in with an e-mailed link: opening it changes nothing, its button does."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from accounts.actions import sign_ins as actions
from accounts.forms import RequestSignInLink, SignIn, UseSignInLink
from accounts.queries import link_is_open
from accounts.routes import blueprint
from accounts.routes.sign_ins import enter, sign_in_page
from accounts.rules import LINK_MAILS, LINK_TRIES, LinkSpent
from core import db, rate_limits
from core.access import Audience, access
from core.html import gone_to, page
from core.refusals import TooMany


@blueprint.post("/sign-in/link")
@access(Audience.ANYONE)
def request_sign_in_link() -> ResponseReturnValue:
    """Send a link if the address is known; the page says the same either way."""
    form = RequestSignInLink(request.form)
    if not form.validate():
        return sign_in_page(SignIn(), form, status=422)
    address = form.typed("address")
    if _is_first_this_minute(address):
        rate_limits.count_try(db.session(), LINK_TRIES, address)
        actions.request_sign_in_link(
            db.session(),
            address,
            current_app.config["PUBLIC_URL"],
            demonstration_open=current_app.config["DEMONSTRATION"],
        )
    db.commit()
    return page("accounts/sign_in_link_sent.html")


def _is_first_this_minute(address: str) -> bool:
    """Whether a mail is due; counted for unknown addresses too, so that they answer alike."""
    try:
        rate_limits.count_try(db.session(), LINK_MAILS, address)
    except TooMany:
        return False
    return True


@blueprint.get("/sign-in/link/<token>")
@access(Audience.ANYONE)
def sign_in_link(token: str) -> ResponseReturnValue:
    """The page behind the link, with its button; mail scanners may open it at will."""
    if not link_is_open(db.connection(), token):
        return page(
            "accounts/sign_in_link.html", status=409, form=None, sentence=LinkSpent.sentence
        )
    return page("accounts/sign_in_link.html", form=UseSignInLink(), sentence=None)


@blueprint.post("/sign-in/link/<token>")
@access(Audience.ANYONE)
def use_sign_in_link(token: str) -> ResponseReturnValue:
    """Use the link up and start a sign-in."""
    form = UseSignInLink(request.form)
    try:
        secret = actions.use_sign_in_link(db.session(), token, keep=form.keep.data)
    except LinkSpent as refusal:
        return page("accounts/sign_in_link.html", status=409, form=None, sentence=refusal.sentence)
    enter(secret, keep=form.keep.data)
    return gone_to("/")
