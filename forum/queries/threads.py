"""Threads that a person may see: one for its own page, many for lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from accounts.models import Person
from core.hot import Hot
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from forum.models import FollowThread, ReadPosition, Space, Thread, ThreadOrigin, ThreadTag
from forum.queries.reading import caught_up_to, further
from forum.queries.spaces import SpaceView
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED, THREAD_OPENS
from forum.rules.news import LOOKED_AT_IN_LISTS, LOOKED_AT_ON_PAGE, MOST_NEW_TOLD
from forum.rules.posts import unread_posts
from forum.rules.threads import MOST_PINNED, Closing
from forum.rules.words import ANONYMOUS_NAME


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it."""

    id: int
    title: str
    author_name: str
    kind: str
    notes: str
    pinned: bool
    closed: bool
    last_post_no: int
    moved_away: int
    last_posted_at: datetime
    space_name: str
    unread: int
    first_unread_no: int

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


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as its own page shows it, for one reader."""

    id: int
    title: str
    kind: str
    author_id: int
    version: int
    last_post_no: int
    moved_away: int
    notes: str
    pinned_at: datetime | None
    locked_because: str | None
    archived_at: datetime | None
    merged_into_id: int | None
    event_id: int | None
    came_from: bool
    tags: str | None
    space_id: int
    space_key: str
    space_name: str
    writers: str
    space_waits: bool
    space_archived_at: datetime | None
    read_to: int | None
    follow_level: str | None
    follow_reason: str | None

    @property
    def closing(self) -> Closing:
        """What may close it to new posts."""
        return Closing(
            self.locked_because, self.archived_at, self.space_archived_at, self.merged_into_id
        )

    @property
    def tag_list(self) -> list[str]:
        """Its tags, in order of letters."""
        return sorted(self.tags.split()) if self.tags else []

    @property
    def post_count(self) -> int:
        """How many posts are here; a number whose post went elsewhere counts no more."""
        return self.last_post_no - self.moved_away


_reader: BindParameter[int] = bindparam("reader_id")
_mine = and_(ReadPosition.thread_id == Thread.id, ReadPosition.person_id == _reader)
_followed = and_(FollowThread.thread_id == Thread.id, FollowThread.person_id == _reader)

_tags = (
    # A constant, not a value to bind: core.hot compiles without values.
    select(func.aggregate_strings(ThreadTag.tag, literal_column("' '")))  # type: ignore[arg-type]
    .where(ThreadTag.thread_id == Thread.id)
    .correlate(Thread)
    .scalar_subquery()
)

_THREAD = Hot(
    select(
        Thread.id,
        Thread.title,
        Thread.kind,
        Thread.author_id,
        Thread.version,
        Thread.last_post_no,
        Thread.moved_away,
        Thread.notes,
        Thread.pinned_at,
        Thread.locked_because,
        Thread.archived_at,
        Thread.merged_into_id,
        Thread.event_id,
        exists().where(ThreadOrigin.thread_id == Thread.id),
        _tags,
        Space.id,
        Space.key,
        Space.name,
        Space.writers,
        Space.waits,
        Space.archived_at,
        ReadPosition.no,
        caught_up_to(LOOKED_AT_ON_PAGE),
        FollowThread.level,
        FollowThread.reason,
    )
    .join(Space, Space.id == Thread.space_id)
    .outerjoin(ReadPosition, _mine)
    .outerjoin(FollowThread, _followed)
    .where(Thread.id == bindparam("thread_id"), THREAD_OPENS, SPACE_IS_VISIBLE)
)

#: What every list of threads is made of: threads the reader may see, the liveliest first.
THREAD_ROWS = (
    select(
        Thread.id,
        Thread.title,
        Person.display_name,
        Thread.anonymous,
        Thread.kind,
        Thread.notes,
        Thread.pinned_at,
        or_(Thread.locked_at.is_not(None), Thread.archived_at.is_not(None)),
        Thread.last_post_no,
        Thread.moved_away,
        Thread.last_posted_at,
        Space.name,
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
_IN_SPACE = keyset(
    _in_space.where(Thread.pinned_at.is_(None)), Thread.last_posted_at, Thread.id, newest_first=True
)
_ABOUT_EVENT = THREAD_ROWS.where(Thread.event_id == bindparam("event_id"))
_PINNED = _in_space.where(Thread.pinned_at.is_not(None))

#: The most threads that an event's page leads to.
MOST_ABOUT_EVENT = 10
Titled = tuple[int, str]


def thread_visible_to(
    connection: Connection, reader: Identity, thread_id: int
) -> ThreadView | None:
    """The thread if the reader may see its space, and it is live or their own."""
    if (row := _THREAD.first(connection, {"thread_id": thread_id, "reader_id": reader.id})) is None:
        return None
    *told, read_no, caught_up_no, level, reason = row
    return ThreadView(*[*told, further(read_no, caught_up_no), level, reason])


def threads_in(
    connection: Connection, reader: Identity, space: SpaceView, after: Cursor | None
) -> Page[ThreadRow]:
    """One page of a space's threads, the liveliest first."""
    bound = {"reader_id": reader.id, "space_id": space.id}
    return one_page(connection, _IN_SPACE, bound, after).shaped(lambda row: thread_row(row, reader))


def pinned_in(connection: Connection, reader: Identity, space: SpaceView) -> list[ThreadRow]:
    """The threads that stand above the others in a space."""
    bound = {"reader_id": reader.id, "space_id": space.id, "most": MOST_PINNED}
    return [thread_row(row, reader) for row in connection.execute(_PINNED, bound)]


def threads_about_event(connection: Connection, reader: Identity, event_id: int) -> list[Titled]:
    """The threads about an event, by number and title, the liveliest first."""
    bound = {"reader_id": reader.id, "event_id": event_id, "most": MOST_ABOUT_EVENT}
    return [(row[0], row[1]) for row in connection.execute(_ABOUT_EVENT, bound)]


def newest_threads(connection: Connection, reader: Identity, most: int) -> list[ThreadRow]:
    """The threads in which somebody wrote last, over all spaces the reader may see."""
    told = {"reader_id": reader.id, "most": most}
    return [thread_row(row, reader) for row in connection.execute(THREAD_ROWS, told)]


def thread_row(row: Sequence[Any], reader: Identity) -> ThreadRow:
    """A row of THREAD_ROWS as a list shows it to this reader."""
    number, title, name, anonymous, kind, notes, pinned_at, closed, *counted = row
    last_no, moved_away, last_at, space_name, *read = counted
    unread = unread_posts(last_no, further(*read), posted_since_joining=last_at > reader.joined_at)
    return ThreadRow(
        id=number,
        title=title,
        author_name=ANONYMOUS_NAME if anonymous else name,
        kind=kind,
        notes=notes,
        pinned=pinned_at is not None,
        closed=bool(closed),
        last_post_no=last_no,
        moved_away=moved_away,
        last_posted_at=last_at,
        space_name=space_name,
        unread=unread,
        first_unread_no=last_no - unread + 1,
    )
