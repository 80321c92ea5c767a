"""How far one reader has read: what they were shown, or what they said is no news to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    func,
    null,
    select,
)

from core.identity import Identity
from forum.models import CaughtUp, Post, ReadPosition, Thread

_reader: BindParameter[int] = bindparam("reader_id")

#: The moment before which nothing is news to the reader; NULL for those who never said so.
CAUGHT_UP_AT = select(CaughtUp.at).where(CaughtUp.person_id == _reader).scalar_subquery()

_joined_at = bindparam("joined_at", type_=Thread.last_posted_at.type)


def has_news(thread: Any) -> ColumnElement[bool]:
    """True for a thread whose newest post the reader has not read; `joined_at` is bound too.

    `thread` has the columns of that name: the table, or a part of its rows.
    """
    since = func.coalesce(CAUGHT_UP_AT, _joined_at)
    return and_(
        thread.last_posted_at > since, thread.last_post_no > func.coalesce(ReadPosition.no, 0)
    )


def caught_up_to(most: int) -> ColumnElement[int | None]:
    """The post up to which a thread is no news to somebody who has caught up; else NULL.

    Looks at the `most` newest posts of the thread and no further. Posts that came from another
    thread stand after newer ones: the first that is news counts, so that none is missed.
    """
    newest = (
        select(Post.no, Post.posted_at)
        .where(Post.thread_id == Thread.id, Post.no.is_not(None))
        .order_by(Post.no.desc())
        .limit(most)
        .correlate(Thread)
        .subquery()
    )
    first_new = select(func.min(newest.c.no)).where(newest.c.posted_at > CAUGHT_UP_AT)
    return case(
        (CAUGHT_UP_AT.is_(None), null()),
        (ReadPosition.no >= Thread.last_post_no, null()),
        (Thread.last_posted_at <= CAUGHT_UP_AT, Thread.last_post_no),
        else_=func.coalesce(first_new.scalar_subquery() - 1, Thread.last_post_no),
    )


def further(read_to: int | None, caught_up_to: int | None) -> int | None:
    """The later of two places in a thread; None when somebody has been at neither."""
    return max((no for no in (read_to, caught_up_to) if no is not None), default=None)


def caught_up_at(connection: Connection, reader: Identity) -> datetime | None:
    """The moment before which nothing is news to the reader."""
    return connection.scalar(select(CaughtUp.at).where(CaughtUp.person_id == reader.id))
