"""Events in each state that the place panel knows, and a session that has just been held."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bookings.models import Attendance, Booking, Event, EventFacilitator, EventSession
from core.clock import now
from core.text import RENDER_VERSION, render

CAPACITY = 40
TAKEN = 30


@dataclass(frozen=True, slots=True)
class Occasions:
    """The numbers of the events, and of the session that was held."""

    open: int
    full: int
    closed: int
    cancelled: int
    held: int
    held_session: int


def lay_out_events(session: Session, people: tuple[int, ...]) -> Occasions:
    """Put the events in place and say where; the last person runs them all."""
    held = _event(session, people, starts_in_days=-3)
    dated = session.query(EventSession).filter_by(event_id=held).one()
    who = {"session_id": dated.id, "comes_as": "carer", "marked_by_id": people[-1]}
    session.execute(insert(Attendance), [{"person_id": one, **who} for one in people[1:TAKEN]])
    for week in range(30):
        _event(session, people, starts_in_days=20 + week)
    return Occasions(
        open=_event(session, people, starts_in_days=14, weeks=3),
        full=_event(session, people, starts_in_days=15, capacity=TAKEN),
        closed=_event(session, people, starts_in_days=-1),
        cancelled=_event(session, people, starts_in_days=16, cancelled=True),
        held=held,
        held_session=dated.id,
    )


def _event(  # noqa: PLR0913 - an event is made of this much
    session: Session,
    people: tuple[int, ...],
    *,
    starts_in_days: int,
    weeks: int = 1,
    capacity: int = CAPACITY,
    cancelled: bool = False,
) -> int:
    start = now() + timedelta(days=starts_in_days)
    about = "\n\n".join(["We meet as equals, and everyone brings something to the table."] * 6)
    event = Event(
        kind="learning_set",
        title="A learning set about sleep on the ward",
        summary="Three afternoons with people who have been there and people who work there.",
        about=about,
        about_html=render(about),
        render_version=RENDER_VERSION,
        venue="The old library, room 1",
        venue_about="Step-free. The lift is beside the door.",
        capacity=capacity,
        organiser_id=people[-1],
        starts_at=start,
        ends_at=start + timedelta(weeks=weeks - 1, hours=2),
        published_at=now(),
        cancelled_at=now() if cancelled else None,
        cancelled_because="The lift is out of order." if cancelled else None,
    )
    session.add(event)
    session.flush()
    session.add(EventFacilitator(event_id=event.id, person_id=people[-1]))
    for week in range(weeks):
        begins = start + timedelta(weeks=week)
        session.add(
            EventSession(
                event_id=event.id,
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
                local_start=f"{begins:%Y-%m-%dT%H:%M}",
                zone="Europe/London",
            )
        )
    booked = {
        "event_id": event.id,
        "state": "booked",
        "comes_as": "carer",
        "revision": 1,
        "booked_at": now(),
    }
    session.execute(
        insert(Booking), [{"person_id": one, **booked} for one in people[1 : TAKEN + 1]]
    )
    session.flush()
    return event.id
