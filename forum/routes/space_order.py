"""The order of the spaces in the list."""

from flask import Response
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, allow, person
from core.html import done, page
from core.refusals import found
from forum.actions import spaces as actions
from forum.policies import may_start_space
from forum.queries.space_settings import OrderedSpace, order_for
from forum.queries.spaces import space_visible_to
from forum.routes import blueprint


@blueprint.get("/spaces/order")
@access(Audience.MEMBER)
def space_order() -> ResponseReturnValue:
    """The list of spaces, with buttons to move each of them."""
    allow(may_start_space(person()))
    return page("forum/space_order.html", spaces=order_for(db.connection(), person()))


@blueprint.post("/spaces/<slug:key>/up")
@access(Audience.MEMBER)
def raise_space(key: str) -> ResponseReturnValue:
    """Have a space stand before the one that stands before it."""
    here = _space_to_move(key)
    return _moved(here, here.above_id, "up")


@blueprint.post("/spaces/<slug:key>/down")
@access(Audience.MEMBER)
def lower_space(key: str) -> ResponseReturnValue:
    """Have a space stand after the one that stands after it."""
    here = _space_to_move(key)
    return _moved(here, here.below_id, "down")


def _space_to_move(key: str) -> OrderedSpace:
    """The space, for somebody who orders them. Raises: Missing, Forbidden."""
    found(space_visible_to(db.connection(), person(), key))
    allow(may_start_space(person()))
    spaces = {space.key: space for space in order_for(db.connection(), person())}
    return found(spaces.get(key))


def _moved(here: OrderedSpace, beside_id: int | None, way: str) -> Response:
    if beside_id is not None:
        actions.move_space(db.session(), person().id, here.id, beside_id)
        db.commit()
    return done(
        "/spaces/order",
        "forum/_space_order.html",
        f"{here.name} stands further {way} now." if beside_id else f"{here.name} is at the end.",
        spaces=order_for(db.connection(), person()),
        moved=(here.key, way),
    )
