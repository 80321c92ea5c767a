"""The sessions of an event, the people who run it, and the sessions somebody can still rate."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, select

from accounts.models import Person
from bookings.models import Attendance, Event, EventFacilitator, EventSession, RatingGiven
from bookings.queries.events import EVENT_IS_VISIBLE, RUNS_IT, as_reader
from bookings.rules.ratings import FEEDBACK_DAYS
from core.clock import now
from core.identity import Identity


@dataclass(frozen=True, slots=True)
class DatedSession:
    """One of an event's sessions."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SessionToRate:
    """A session somebody was at and has not rated."""

    id: int
    event_title: str
    starts_at: datetime


_SESSIONS = (
    select(EventSession.id, EventSession.starts_at, EventSession.ends_at)
    .where(EventSession.event_id == bindparam("event_id"))
    .order_by(EventSession.starts_at)
)
_FACILITATORS = (
    select(Person.display_name)
    .join(EventFacilitator, EventFacilitator.person_id == Person.id)
    .where(EventFacilitator.event_id == bindparam("event_id"))
    .order_by(Person.display_name)
)
_given = exists().where(
    RatingGiven.session_id == EventSession.id, RatingGiven.person_id == bindparam("reader_id")
)
_TO_RATE = (
    select(EventSession.id, Event.title, EventSession.starts_at)
    .join(Event, Event.id == EventSession.event_id)
    .join(Attendance, Attendance.session_id == EventSession.id)
    .where(
        Attendance.person_id == bindparam("reader_id"),
        EventSession.ends_at.between(bindparam("since"), bindparam("moment")),
        EVENT_IS_VISIBLE,
        ~RUNS_IT,
        ~_given,
    )
    .order_by(EventSession.ends_at.desc())
    .limit(5)
)


def sessions_of(connection: Connection, event_id: int) -> list[DatedSession]:
    """The sessions of an event that the reader was found to see, in order."""
    return [DatedSession(*row) for row in connection.execute(_SESSIONS, {"event_id": event_id})]


def facilitators_of(connection: Connection, event_id: int) -> list[str]:
    """The names of those who run an event that the reader was found to see."""
    return list(connection.scalars(_FACILITATORS, {"event_id": event_id}))


def sessions_to_rate(connection: Connection, reader: Identity) -> list[SessionToRate]:
    """The newest few sessions the reader was at, did not run, and has not rated."""
    bound = {**as_reader(reader), "since": now() - timedelta(days=FEEDBACK_DAYS)}
    return [SessionToRate(*row) for row in connection.execute(_TO_RATE, bound)]
