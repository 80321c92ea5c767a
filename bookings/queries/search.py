"""Events the reader may see whose words hold every word looked for."""

from collections.abc import Sequence

from sqlalchemy import Connection, or_

from bookings.models import Event
from bookings.queries.events import EVENT_ROWS, EventRow, as_reader, event_row
from core.identity import Identity

#: The most that a search shows of one kind; more words find fewer.
MOST_FOUND = 25


def events_that_mention(
    connection: Connection, reader: Identity, words: Sequence[str]
) -> list[EventRow]:
    """The events that hold every one of the words, the newest first."""
    looked_for = EVENT_ROWS.order_by(None).order_by(Event.starts_at.desc(), Event.id.desc())
    for word in words[:8]:
        columns = (Event.title, Event.summary, Event.about, Event.venue)
        looked_for = looked_for.where(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
        )
    rows = connection.execute(looked_for, {**as_reader(reader), "most": MOST_FOUND})
    return [event_row(row) for row in rows]
