"""Events that have ended, for looking back at what was said."""

from sqlalchemy import Connection, bindparam, tuple_

from bookings.models import Event
from bookings.queries.events import EVENT_ROWS, EventRow, as_reader, event_row
from core.identity import Identity
from core.paging import PAGE_ROWS, Cursor, Page, page_of

_PAST = (
    EVENT_ROWS.where(Event.ends_at <= bindparam("moment"))
    .order_by(None)
    .order_by(Event.starts_at.desc(), Event.id.desc())
)
_PAST_AFTER = _PAST.where(
    tuple_(Event.starts_at, Event.id)
    < tuple_(bindparam("at", type_=Event.starts_at.type), bindparam("id"))
)


def past_events(connection: Connection, reader: Identity, after: Cursor | None) -> Page[EventRow]:
    """One page of what has ended, the newest first."""
    bound = {**as_reader(reader), "most": PAGE_ROWS + 1}
    if after is None:
        rows = connection.execute(_PAST, bound)
    else:
        rows = connection.execute(_PAST_AFTER, {**bound, "at": after.at, "id": after.id})
    return page_of([event_row(row) for row in rows], lambda row: Cursor(row.starts_at, row.id))
