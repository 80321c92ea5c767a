"""What is new since somebody was here: threads with posts they have not read, over all spaces."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, tuple_

from core.identity import Identity
from core.paging import PAGE_ROWS, Cursor
from forum.models import Thread
from forum.queries.reading import caught_up_at, has_news
from forum.queries.thread_lists import THREAD_ROWS, ThreadRow, thread_row
from forum.rules.news import LOOKED_THROUGH, NEWS_DAYS


@dataclass(frozen=True, slots=True)
class News:
    """One page of what is new. `next` is where the next begins; `full` when this one is full.

    A page that is not full and has a next one has looked through as much as a page may.
    """

    rows: list[ThreadRow]
    first: bool
    full: bool
    next: str | None


# The liveliest threads, by the index and nothing else: whether they are read is asked of these few.
_lively = (
    select(Thread.id, Thread.last_posted_at)
    .where(Thread.last_posted_at > bindparam("since"))
    .order_by(Thread.last_posted_at.desc(), Thread.id.desc())
)
_told = tuple_(bindparam("at", type_=Thread.last_posted_at.type), bindparam("id"))
_lively_after = _lively.where(tuple_(Thread.last_posted_at, Thread.id) < _told)


def _news(lively: Select[int, datetime]) -> Select[*tuple[Any, ...]]:
    looked = lively.limit(LOOKED_THROUGH).subquery()
    return (
        THREAD_ROWS.join(looked, looked.c.id == Thread.id)
        .where(has_news(Thread))
        .order_by(None)
        .order_by(looked.c.last_posted_at.desc(), looked.c.id.desc())
    )


_NEWS, _NEWS_AFTER = _news(_lively), _news(_lively_after)
_END, _END_AFTER = (rows.limit(1).offset(LOOKED_THROUGH - 1) for rows in (_lively, _lively_after))


def news_for(
    connection: Connection, reader: Identity, moment: datetime, after: Cursor | None
) -> News:
    """One page of the threads in which there is something new to the reader, the latest first.

    As many threads are looked through for a reader who has read nearly everything as for anyone:
    where too few of them are new, the page is short and the next goes on from there.
    """
    bound = {
        "reader_id": reader.id,
        "joined_at": reader.joined_at,
        "since": _since(connection, reader, moment),
        "most": PAGE_ROWS + 1,
    }
    if after is not None:
        bound |= {"at": after.at, "id": after.id}
    found = connection.execute(_NEWS_AFTER if after else _NEWS, bound).all()
    last = connection.execute(_END_AFTER if after else _END, bound).first()
    end = (last.id, last.last_posted_at) if last else None
    rows = [thread_row(row, reader) for row in found[:PAGE_ROWS]]
    full = len(found) > PAGE_ROWS
    if full:
        end = (rows[-1].id, rows[-1].last_posted_at)
    return News(rows, after is None, full, str(Cursor(end[1], end[0])) if end else None)


def _since(connection: Connection, reader: Identity, moment: datetime) -> datetime:
    """The moment before which nothing is offered to the reader as new."""
    said = caught_up_at(connection, reader)
    return max(reader.joined_at, said or reader.joined_at, moment - timedelta(days=NEWS_DAYS))
