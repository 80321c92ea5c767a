"""What events are called, for those who talk about them, and where they do."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import Connection, bindparam, select

from bookings.models import Event
from bookings.queries.events import EVENT_IS_VISIBLE, as_reader
from core.clock import now, short_day
from core.identity import Identity

#: People go on talking about an event for so long, and choose among so many. Unit: days; events.
TALKED_ABOUT_DAYS = 60
MOST_OFFERED = 50

#: The threads about an event that the reader may see, by number and title.
Threads = Callable[[Connection, Identity, int], Sequence[tuple[int, str]]]

_ways: list[Threads] = []

_TITLES = select(Event.id, Event.title).where(
    Event.id.in_(bindparam("event_ids", expanding=True)), EVENT_IS_VISIBLE
)
_OFFERED = (
    select(Event.id, Event.title, Event.starts_at)
    .where(Event.ends_at > bindparam("since"), Event.cancelled_at.is_(None), EVENT_IS_VISIBLE)
    .order_by(Event.starts_at, Event.id)
    .limit(MOST_OFFERED)
)


def event_titles(
    connection: Connection, reader: Identity, event_ids: Sequence[int]
) -> dict[int, str]:
    """The titles of those of the events that the reader may see, by number."""
    bound = {**as_reader(reader), "event_ids": list(event_ids)}
    return {row.id: row.title for row in connection.execute(_TITLES, bound)}


def events_to_talk_about(connection: Connection, reader: Identity) -> list[tuple[int, str]]:
    """The events that the reader may see and that are coming or not long over, the first first."""
    bound = {**as_reader(reader), "since": now() - timedelta(days=TALKED_ABOUT_DAYS)}
    rows = connection.execute(_OFFERED, bound)
    return [(number, f"{title}, {short_day(starts_at)}") for number, title, starts_at in rows]


def ask_threads_with(find: Threads) -> None:
    """Have the neighbour asked from now on for threads about an event."""
    _ways[:] = [find]


def threads_about(
    connection: Connection, reader: Identity, event_id: int
) -> Sequence[tuple[int, str]]:
    """The threads about an event that the reader may see, the liveliest first."""
    return _ways[0](connection, reader, event_id) if _ways else []
