"""Take a place, give it up."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from bookings.actions import places as actions
from bookings.forms import BookPlace
from bookings.policies import may_book_place
from bookings.queries.events import event_visible_to
from bookings.routes import blueprint
from bookings.routes.place_panel import panel_after, panel_again
from core import db
from core.access import Audience, access, allow, person
from core.refusals import Refusal, found


@blueprint.post("/events/<id:event_id>/place")
@access(Audience.MEMBER)
def book_place(event_id: int) -> ResponseReturnValue:
    """Book a place for oneself."""
    event = found(event_visible_to(db.connection(), person(), event_id))
    allow(may_book_place(person(), event))
    form = BookPlace(request.form)
    if not form.validate():
        return panel_again(event_id, form, 422)
    try:
        actions.book_place(
            db.session(),
            person().id,
            event_id,
            form.typed("comes_as"),
            current_app.config["PUBLIC_URL"],
        )
    except Refusal as refusal:
        return panel_again(event_id, form, 409, refusal)
    db.commit()
    return panel_after(event_id, "You have a place.")


@blueprint.post("/events/<id:event_id>/place/leave")
@access(Audience.MEMBER)
def give_up_place(event_id: int) -> ResponseReturnValue:
    """Give one's own place up."""
    found(event_visible_to(db.connection(), person(), event_id))
    try:
        actions.give_up_place(db.session(), person().id, event_id, current_app.config["PUBLIC_URL"])
    except Refusal as refusal:
        return panel_again(event_id, BookPlace(), 409, refusal)
    db.commit()
    return panel_after(event_id, "You have given up your place. Thank you for telling us.")
