"""Mute and block people, undo it, and see whom one has muted or blocked."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from accounts.actions import mutes as actions
from accounts.policies import may_mute_person
from accounts.queries.mutes import MuteView, mute_of, mutes_of
from accounts.routes import blueprint
from core import db
from core.access import Audience, access, allow, person
from core.html import done, page
from core.paging import cursor
from core.refusals import found


@blueprint.get("/account/people")
@access(Audience.MEMBER)
def mutes() -> ResponseReturnValue:
    """Whom the person has muted or blocked, with the way back."""
    listed = mutes_of(db.connection(), person(), cursor(request.args.get("after")))
    return page("accounts/mutes.html", mutes=listed)


@blueprint.post("/people/<id:person_id>/mute")
@access(Audience.MEMBER)
def mute_person(person_id: int) -> ResponseReturnValue:
    """Fold away what somebody writes."""
    other = _other(person_id)
    actions.mute_person(db.session(), person().id, person_id)
    db.commit()
    return _kept(person_id, f"/people/{person_id}", f"You have muted {other.display_name}.")


@blueprint.post("/people/<id:person_id>/unmute")
@access(Audience.MEMBER)
def unmute_person(person_id: int) -> ResponseReturnValue:
    """Stop muting somebody."""
    other = _other(person_id)
    actions.unmute_person(db.session(), person().id, person_id)
    db.commit()
    return _kept(person_id, "/account/people", f"{other.display_name} is not muted any more.")


@blueprint.post("/people/<id:person_id>/block")
@access(Audience.MEMBER)
def block_person(person_id: int) -> ResponseReturnValue:
    """Block somebody."""
    other = _other(person_id)
    actions.block_person(db.session(), person().id, person_id)
    db.commit()
    return _kept(person_id, f"/people/{person_id}", f"You have blocked {other.display_name}.")


@blueprint.post("/people/<id:person_id>/unblock")
@access(Audience.MEMBER)
def unblock_person(person_id: int) -> ResponseReturnValue:
    """Stop blocking somebody."""
    other = _other(person_id)
    actions.unblock_person(db.session(), person().id, person_id)
    db.commit()
    return _kept(person_id, "/account/people", f"{other.display_name} is not blocked any more.")


def _other(person_id: int) -> MuteView:
    other = found(mute_of(db.connection(), person(), person_id))
    allow(may_mute_person(person(), person_id))
    return other


def _kept(person_id: int, url: str, say: str) -> Response:
    now_so = found(mute_of(db.connection(), person(), person_id))
    return done(url, "accounts/_mute.html", say, mute=now_so, changed=True)
