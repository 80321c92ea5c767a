"""Events and sessions that a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select

from bookings.models import Booking, Event, EventFacilitator, EventSession, Waiting
from bookings.rules.places import places_left
from core.clock import now
from core.identity import Identity, Role
from core.paging import PAGE_ROWS, Cursor, Page, keyset, one_page
from programme.queries import open_to_reader

#: True for what the reader organises or facilitates.
RUNS_IT = or_(
    Event.organiser_id == bindparam("reader_id"),
    exists().where(
        EventFacilitator.event_id == Event.id, EventFacilitator.person_id == bindparam("reader_id")
    ),
)

#: Every read of events passes through this condition: published or one's own to run, and open to
#: the reader.
EVENT_IS_VISIBLE = and_(
    open_to_reader(Event.group_id),
    or_(Event.published_at.is_not(None), RUNS_IT, bindparam("reads_drafts")),
)

_taken = (
    select(func.count())
    .where(Booking.event_id == Event.id, Booking.state == "booked")
    .scalar_subquery()
)
_has_place = exists().where(
    Booking.event_id == Event.id,
    Booking.person_id == bindparam("reader_id"),
    Booking.state == "booked",
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a list shows it."""

    id: int
    kind: str
    title: str
    summary: str
    venue: str | None
    starts_at: datetime
    ends_at: datetime
    session_count: int
    left: int
    cancelled: bool
    booked: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as its own page shows it, for one reader."""

    id: int
    kind: str
    title: str
    summary: str
    about_html: Markup
    venue: str | None
    venue_about: str
    capacity: int
    starts_at: datetime
    ends_at: datetime
    published: bool
    cancelled: bool
    cancelled_because: str | None
    mine_to_run: bool
    taken: int
    waiting: int
    booked: bool
    my_turn: int | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session as the pages around it show it, for one reader."""

    id: int
    event_id: int
    event_title: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    mine_to_run: bool


_session_count = select(func.count()).where(EventSession.event_id == Event.id).scalar_subquery()

#: What every list of events is made of: events the reader may see, the soonest first.
EVENT_ROWS = (
    select(
        Event.id,
        Event.kind,
        Event.title,
        Event.summary,
        Event.venue,
        Event.starts_at,
        Event.ends_at,
        _session_count,
        Event.capacity,
        _taken,
        Event.cancelled_at.is_not(None),
        _has_place,
    )
    .where(EVENT_IS_VISIBLE)
    .order_by(Event.starts_at, Event.id)
    .limit(bindparam("most"))
)
_COMING = keyset(
    EVENT_ROWS.where(Event.ends_at > bindparam("moment")),
    Event.starts_at,
    Event.id,
    newest_first=False,
)
_PAST = keyset(
    EVENT_ROWS.where(Event.ends_at <= bindparam("moment")),
    Event.starts_at,
    Event.id,
    newest_first=True,
)
_MINE = EVENT_ROWS.where(Event.ends_at > bindparam("moment"), _has_place)

_others_turns = Waiting.__table__.alias()
_my_turn = (
    select(Waiting.id)
    .where(Waiting.event_id == Event.id, Waiting.person_id == bindparam("reader_id"))
    .scalar_subquery()
    .correlate(Event)
)
_waiting = select(func.count()).where(Waiting.event_id == Event.id).scalar_subquery()
_before_me = (
    select(func.count())
    .where(_others_turns.c.event_id == Event.id, _others_turns.c.id <= _my_turn)
    .scalar_subquery()
)

_EVENT = select(
    Event.id,
    Event.kind,
    Event.title,
    Event.summary,
    Event.about_html,
    Event.venue,
    Event.venue_about,
    Event.capacity,
    Event.starts_at,
    Event.ends_at,
    Event.published_at.is_not(None),
    Event.cancelled_at.is_not(None),
    Event.cancelled_because,
    RUNS_IT,
    _taken,
    _waiting,
    _has_place,
    _before_me,
).where(Event.id == bindparam("event_id"), EVENT_IS_VISIBLE)

_SESSION = (
    select(
        EventSession.id,
        Event.id,
        Event.title,
        EventSession.starts_at,
        EventSession.ends_at,
        Event.cancelled_at.is_not(None),
        RUNS_IT,
    )
    .join(Event, Event.id == EventSession.event_id)
    .where(EventSession.id == bindparam("session_id"), EVENT_IS_VISIBLE)
)


def as_reader(reader: Identity) -> dict[str, object]:
    """What the statements here need to know of the reader and the moment."""
    drafts = reader.has(Role.ORGANISER, Role.ADMINISTRATOR)
    return {"reader_id": reader.id, "reads_drafts": drafts, "moment": now()}


def event_visible_to(connection: Connection, reader: Identity, event_id: int) -> EventView | None:
    """The event if the reader may see it, with where they stand."""
    row = connection.execute(_EVENT, {**as_reader(reader), "event_id": event_id}).first()
    if row is None:
        return None
    told: list[Any] = list(row)
    told[4], told[17] = Markup(told[4]), told[17] or None  # noqa: S704 - made safe at save
    return EventView(*told)


def session_visible_to(
    connection: Connection, reader: Identity, session_id: int
) -> SessionView | None:
    """The session if the reader may see its event."""
    row = connection.execute(_SESSION, {**as_reader(reader), "session_id": session_id}).first()
    return SessionView(*row) if row else None


def coming_events(
    connection: Connection, reader: Identity, after: Cursor | None, most: int = PAGE_ROWS
) -> Page[EventRow]:
    """One page of what has not ended yet, the soonest first."""
    return one_page(connection, _COMING, as_reader(reader), after, most).shaped(event_row)


def past_events(connection: Connection, reader: Identity, after: Cursor | None) -> Page[EventRow]:
    """One page of what has ended, the newest first."""
    return one_page(connection, _PAST, as_reader(reader), after).shaped(event_row)


def my_coming_events(connection: Connection, reader: Identity, most: int) -> list[EventRow]:
    """What the reader has a place on and has not ended yet, the soonest first."""
    return [
        event_row(row) for row in connection.execute(_MINE, {**as_reader(reader), "most": most})
    ]


def event_row(row: Sequence[Any]) -> EventRow:
    """A row of EVENT_ROWS as a list shows it."""
    *front, capacity, taken, cancelled, booked = row
    told = [*front, places_left(capacity, taken), bool(cancelled), bool(booked)]
    return EventRow(*told)
