"""The lists of coming and past events, and one event."""

from flask import request
from flask.typing import ResponseReturnValue

from bookings.queries import events as queries
from bookings.routes import blueprint
from bookings.routes.place_panel import event_page
from core import db
from core.access import Audience, access, person
from core.html import page
from core.paging import cursor
from core.refusals import found


@blueprint.get("/events")
@access(Audience.MEMBER)
def events() -> ResponseReturnValue:
    """What is coming, the soonest first."""
    coming = queries.coming_events(db.connection(), person(), cursor(request.args.get("after")))
    return page("bookings/events.html", events=coming)


@blueprint.get("/events/past")
@access(Audience.MEMBER)
def past_events() -> ResponseReturnValue:
    """What has ended, the newest first."""
    past = queries.past_events(db.connection(), person(), cursor(request.args.get("after")))
    return page("bookings/past_events.html", events=past)


@blueprint.get("/events/<id:event_id>")
@access(Audience.MEMBER)
def event(event_id: int) -> ResponseReturnValue:
    """One event: what will happen, when, where, and the place panel."""
    return event_page(found(queries.event_visible_to(db.connection(), person(), event_id)))
