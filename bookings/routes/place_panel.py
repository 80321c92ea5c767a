"""The place panel: one fragment with a face for each state, on the page and after a press."""

from typing import Any

from flask import Response

from bookings.forms import BookPlace
from bookings.policies import may_see_ratings, may_see_register
from bookings.queries.events import EventView, event_visible_to
from bookings.queries.sessions import facilitators_of, sessions_of, sessions_to_rate
from bookings.queries.talk import threads_about
from bookings.rules.places import place_state, places_left
from core import db
from core.access import person
from core.clock import now
from core.html import done, page, page_or_fragment, wants_fragment
from core.refusals import Refusal, found


def event_page(event: EventView) -> Response:
    """The whole page of an event."""
    return page("bookings/event.html", **_panel(event, BookPlace()), **_around(event))


def panel_after(event_id: int, say: str) -> Response:
    """The answer to a change that was kept: the panel as it is now, and what happened in words."""
    event = found(event_visible_to(db.connection(), person(), event_id))
    panel = {**_panel(event, BookPlace()), "changed": True}
    return done(f"/events/{event_id}#place", "bookings/_place.html", say, **panel)


def panel_again(
    event_id: int, form: BookPlace, status: int, refusal: Refusal | None = None
) -> Response:
    """The answer to a change that was not made: the panel now, what was picked, and the reason."""
    db.rollback()
    event = found(event_visible_to(db.connection(), person(), event_id))
    around = {} if wants_fragment() else _around(event)
    return page_or_fragment(
        "bookings/event.html",
        "bookings/_place.html",
        status=status,
        **_panel(event, form, refusal),
        **around,
    )


def _panel(event: EventView, form: BookPlace, refusal: Refusal | None = None) -> dict[str, Any]:
    left = places_left(event.capacity, event.taken)
    state = place_state(
        booked=event.booked,
        position=event.my_turn,
        cancelled=event.cancelled,
        started=event.starts_at <= now(),
        ended=event.ends_at <= now(),
        left=left,
    )
    return {"event": event, "state": state, "left": left, "form": form, "refusal": refusal}


def _around(event: EventView) -> dict[str, Any]:
    return {
        "sessions": sessions_of(db.connection(), event.id),
        "facilitators": facilitators_of(db.connection(), event.id),
        "sees_register": may_see_register(person(), event),
        "sees_ratings": may_see_ratings(person(), event),
        "to_rate": {session.id for session in sessions_to_rate(db.connection(), person())},
        "threads": threads_about(db.connection(), person(), event.id),
        "now": now(),
    }
