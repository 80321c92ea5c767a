"""Take a break, and come back."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from accounts.actions import breaks as actions
from accounts.forms import StartBreak
from accounts.queries.breaks import break_of
from accounts.routes import blueprint
from core import db
from core.access import Audience, access, person
from core.html import gone_to, page


@blueprint.get("/account/break")
@access(Audience.MEMBER)
def own_break() -> ResponseReturnValue:
    """What a break is, and a form to take one."""
    return _break_page(StartBreak())


@blueprint.post("/account/break")
@access(Audience.MEMBER)
def start_break() -> ResponseReturnValue:
    """Begin a break, or change for how long it is."""
    form = StartBreak(request.form)
    if not form.validate():
        return _break_page(form, status=422)
    actions.start_break(db.session(), person().id, form.days())
    db.commit()
    return gone_to("/", "You are on a break now. Go gently.")


@blueprint.post("/account/break/end")
@access(Audience.MEMBER)
def end_break() -> ResponseReturnValue:
    """Come back."""
    actions.end_break(db.session(), person().id)
    db.commit()
    return gone_to("/")


def _break_page(form: StartBreak, status: int = 200) -> Response:
    away = break_of(db.connection(), person().id)
    return page("accounts/break.html", status=status, form=form, away=away)
