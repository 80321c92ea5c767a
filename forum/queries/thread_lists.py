"""Threads that a person may see, as lists show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    or_,
    select,
)

from accounts.models import Person
from core.hot import Hot
from core.identity import Identity
from core.paging import Cursor, HotKeyset, Page, keyset, one_page
from forum.models import ReadPosition, Space, Thread
from forum.queries.reading import caught_up_to, further
from forum.queries.spaces import SpaceView
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.queries.wishes import WISHES, wishes_in
from forum.rules.news import LOOKED_AT_IN_LISTS, MOST_NEW_TOLD
from forum.rules.posts import unread_posts
from forum.rules.threads import MOST_PINNED
from forum.rules.wishes import cover_of_thread
from forum.rules.words import ANONYMOUS_NAME


class ThreadRow(NamedTuple):
    """A thread as a list shows it to one reader; `cover` is the sentence behind which it waits."""

    id: int
    title: str
    author_name: str
    kind: str
    stage: str | None
    notes: str
    pinned: bool
    closed: bool
    last_post_no: int
    moved_away: int
    last_posted_at: datetime
    space_name: str
    unread: int
    first_unread_no: int
    cover: str | None

    @property
    def news(self) -> str:
        """How much is new, in words; more than a reader wants to count is not counted."""
        return (
            f"{self.unread if self.unread <= MOST_NEW_TOLD else f'{MOST_NEW_TOLD + 1} or more'} new"
        )

    @property
    def reply_count(self) -> int:
        """How many posts follow the first."""
        return self.last_post_no - self.moved_away - 1


_reader: BindParameter[int] = bindparam("reader_id")
_mine = and_(ReadPosition.thread_id == Thread.id, ReadPosition.person_id == _reader)

#: What every list of threads is made of: threads the reader may see, the liveliest first.
THREAD_ROWS = (
    select(
        Thread.id,
        Thread.title,
        Thread.author_id,
        Person.display_name,
        Thread.anonymous,
        Thread.kind,
        Thread.stage,
        Thread.notes,
        Thread.pinned_at,
        or_(Thread.locked_at.is_not(None), Thread.archived_at.is_not(None)),
        Thread.last_post_no,
        Thread.moved_away,
        Thread.last_posted_at,
        Space.name,
        WISHES,
        ReadPosition.no,
        caught_up_to(LOOKED_AT_IN_LISTS),
    )
    .join(Space, Space.id == Thread.space_id)
    .join(Person, Person.id == Thread.author_id)
    .outerjoin(ReadPosition, _mine)
    .where(SPACE_IS_VISIBLE, THREAD_IS_LISTED)
    .order_by(Thread.last_posted_at.desc(), Thread.id.desc())
    .limit(bindparam("most"))
)
_in_space = THREAD_ROWS.where(Thread.space_id == bindparam("space_id"))
_UNPINNED = _in_space.where(Thread.pinned_at.is_(None))
_IN_SPACE = HotKeyset(keyset(_UNPINNED, Thread.last_posted_at, Thread.id, newest_first=True))
_ABOUT_EVENT = THREAD_ROWS.where(Thread.event_id == bindparam("event_id"))
_PINNED = Hot(_in_space.where(Thread.pinned_at.is_not(None)))

#: The most threads that an event's page leads to.
MOST_ABOUT_EVENT = 10
Titled = tuple[int, str]


def threads_in(
    connection: Connection, reader: Identity, space: SpaceView, after: Cursor | None
) -> Page[ThreadRow]:
    """One page of a space's threads, the liveliest first."""
    bound = {"reader_id": reader.id, "space_id": space.id}
    return one_page(connection, _IN_SPACE, bound, after).shaped(lambda row: thread_row(row, reader))


def pinned_in(connection: Connection, reader: Identity, space: SpaceView) -> list[ThreadRow]:
    """The threads that stand above the others in a space."""
    bound = {"reader_id": reader.id, "space_id": space.id, "most": MOST_PINNED}
    return [thread_row(row, reader) for row in _PINNED.rows(connection, bound)]


def threads_about_event(connection: Connection, reader: Identity, event_id: int) -> list[Titled]:
    """The threads about an event, by number and what they are called, the liveliest first."""
    bound = {"reader_id": reader.id, "event_id": event_id, "most": MOST_ABOUT_EVENT}
    found = (thread_row(row, reader) for row in connection.execute(_ABOUT_EVENT, bound))
    return [(row.id, row.cover or row.title) for row in found]


def newest_threads(connection: Connection, reader: Identity, most: int) -> list[ThreadRow]:
    """The threads in which somebody wrote last, over all spaces the reader may see."""
    told = {"reader_id": reader.id, "most": most}
    return [thread_row(row, reader) for row in connection.execute(THREAD_ROWS, told)]


def thread_row(row: Sequence[Any], reader: Identity) -> ThreadRow:
    """A row of THREAD_ROWS as a list shows it to this reader."""
    number, title, author_id, name, anonymous, kind, stage, notes, *told = row
    pinned_at, closed, *counted = told
    last_no, moved_away, last_at, space_name, chosen, *read = counted
    wishes = wishes_in(chosen) if author_id != reader.id else None
    shown_author_id = None if anonymous else author_id
    unread = unread_posts(last_no, further(*read), posted_since_joining=last_at > reader.joined_at)
    return ThreadRow(
        id=number,
        title=title,
        author_name=ANONYMOUS_NAME if anonymous else name,
        kind=kind,
        stage=stage,
        notes=notes,
        pinned=pinned_at is not None,
        closed=bool(closed),
        last_post_no=last_no,
        moved_away=moved_away,
        last_posted_at=last_at,
        space_name=space_name,
        unread=unread,
        first_unread_no=last_no - unread + 1,
        cover=cover_of_thread(wishes, notes, shown_author_id, title) if wishes else None,
    )
