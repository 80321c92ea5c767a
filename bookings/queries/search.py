"""Events the reader may see that hold what they look for, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import Connection, select

from bookings.models import Event, EventSearch
from bookings.queries.events import EVENT_IS_VISIBLE, as_reader
from core.identity import Identity
from core.paging import PAGE_ROWS, Page
from core.search.asked import Asked
from core.search.index import newest_found
from core.search.shown import Shown
from core.search.snippets import marked, snippet
from core.search.wanted import wanted
from core.text import plain

#: So much of an event is shown around what was found. Unit: characters.
SNIPPET_CHARS = 240


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as a search shows it."""

    id: int
    title: Markup
    starts_at: datetime
    cancelled: bool
    snippet: Markup


_FOUND = select(
    Event.id,
    Event.title,
    Event.summary,
    Event.about_html,
    Event.starts_at,
    Event.cancelled_at,
).where(EVENT_IS_VISIBLE)


def events_found(
    connection: Connection,
    reader: Identity,
    asked: Asked,
    muted: Iterable[str],
    older_than: int | None,
) -> Page[FoundEvent]:
    """One page of the events looked for; none when something is asked that no event has."""
    told = wanted(asked, muted=muted)
    if told.nothing or asked.narrowed:
        return Page([], first=True, next=None)
    shown = Shown(_FOUND, Event.id, PAGE_ROWS + 1, older_than)
    found = newest_found(connection, EventSearch, told, shown)
    rows = connection.execute(found, as_reader(reader)).all()
    more = str(rows[PAGE_ROWS - 1].id) if len(rows) > PAGE_ROWS else None
    events = [
        FoundEvent(
            id=row.id,
            title=marked(row.title, asked),
            starts_at=row.starts_at,
            cancelled=row.cancelled_at is not None,
            snippet=snippet(f"{row.summary} {plain(row.about_html)}", asked, SNIPPET_CHARS),
        )
        for row in rows[:PAGE_ROWS]
    ]
    return Page(events, first=older_than is None, next=more)
