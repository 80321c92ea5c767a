"""Join the waiting list, leave it."""

from flask import request
from flask.typing import ResponseReturnValue

from bookings.actions import waiting_list as actions
from bookings.forms import BookPlace
from bookings.policies import may_book_place
from bookings.queries.events import event_visible_to
from bookings.routes import blueprint
from bookings.routes.place_panel import panel_after, panel_again
from core import db
from core.access import Audience, access, allow, person
from core.refusals import Refusal, found


@blueprint.post("/events/<id:event_id>/waiting")
@access(Audience.MEMBER)
def join_waiting_list(event_id: int) -> ResponseReturnValue:
    """Take the next turn on the waiting list."""
    event = found(event_visible_to(db.connection(), person(), event_id))
    allow(may_book_place(person(), event))
    form = BookPlace(request.form)
    if not form.validate():
        return panel_again(event_id, form, 422)
    try:
        actions.join_waiting_list(db.session(), person().id, event_id, form.typed("comes_as"))
    except Refusal as refusal:
        return panel_again(event_id, form, 409, refusal)
    db.commit()
    return panel_after(event_id, "You are on the waiting list.")


@blueprint.post("/events/<id:event_id>/waiting/leave")
@access(Audience.MEMBER)
def leave_waiting_list(event_id: int) -> ResponseReturnValue:
    """Leave the waiting list."""
    found(event_visible_to(db.connection(), person(), event_id))
    actions.leave_waiting_list(db.session(), person().id, event_id)
    db.commit()
    return panel_after(event_id, "You have left the waiting list.")
