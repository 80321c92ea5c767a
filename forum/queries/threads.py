"""A thread that a person may see, for its own page."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)

from core.hot import Hot
from core.identity import Identity
from forum.models import FollowThread, ReadPosition, Space, Thread, ThreadOrigin, ThreadTag
from forum.queries.reading import caught_up_to, further
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_OPENS
from forum.rules.news import LOOKED_AT_ON_PAGE
from forum.rules.threads import Closing


class ThreadView(NamedTuple):
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
    def is_plain(self) -> bool:
        """True when there is nothing to say of it but its title."""
        marks = (self.pinned_at, self.locked_because, self.archived_at, self.event_id, self.tags)
        return self.kind == "talk" and not self.came_from and all(one is None for one in marks)

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


def thread_visible_to(
    connection: Connection, reader: Identity, thread_id: int
) -> ThreadView | None:
    """The thread if the reader may see its space, and it is live or their own."""
    if (row := _THREAD.first(connection, {"thread_id": thread_id, "reader_id": reader.id})) is None:
        return None
    *told, read_no, caught_up_no, level, reason = row
    return ThreadView(*[*told, further(read_no, caught_up_no), level, reason])
