"""Keep the index of events right."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bookings.models import Event, EventSearch
from core.clock import date_of
from core.search.index import Entry, put
from core.text import plain

_WORDS = select(
    Event.id, Event.starts_at, Event.title, Event.summary, Event.about_html, Event.venue
)


def index_events(session: Session, event_ids: Iterable[int]) -> None:
    """Have these events found by what they say now, by those who may see them."""
    rows = session.execute(_WORDS.where(Event.id.in_(list(event_ids))))
    put(
        session,
        EventSearch,
        (
            Entry(
                row.id,
                date_of(row.starts_at),
                row.title,
                f"{row.summary}\n{plain(row.about_html)}\n{row.venue or ''}",
            )
            for row in rows
        ),
    )


def index_events_below(session: Session, below: int | None, most: int) -> int | None:
    """The lowest of the next events, which are in the index now; None when there are none below."""
    older = select(Event.id).order_by(Event.id.desc()).limit(most)
    if below is not None:
        older = older.where(Event.id < below)
    found = list(session.scalars(older))
    index_events(session, found)
    return found[-1] if found else None


def lowest_indexed_event(session: Session) -> int | None:
    """Where an interrupted filling of the index goes on; None when it is empty."""
    return session.scalar(select(func.min(EventSearch.id)))
