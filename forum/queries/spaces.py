"""Spaces that a person may see, and whether there is something new in them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from core.identity import Identity
from forum.models import FollowSpace, ReadPosition, Space, Thread
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED


@dataclass(frozen=True, slots=True)
class SpaceView:
    """A space as its own page shows it."""

    id: int
    key: str
    name: str
    purpose: str
    ground_rules: str
    writers: str
    waits: bool
    titles_public: bool
    archived_at: datetime | None
    closed: bool
    follow_level: str | None
    follow_reason: str | None


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space as the list of spaces shows it."""

    key: str
    name: str
    purpose: str
    closed: bool
    thread_count: int
    last_posted_at: datetime | None
    new_count: int


_followed = (FollowSpace.space_id == Space.id) & (FollowSpace.person_id == bindparam("reader_id"))
_SPACE = (
    select(
        Space.id,
        Space.key,
        Space.name,
        Space.purpose,
        Space.ground_rules,
        Space.writers,
        Space.waits,
        Space.titles_public,
        Space.archived_at,
        or_(Space.group_id.is_not(None), Space.readers != "everyone"),
        FollowSpace.level,
        FollowSpace.reason,
    )
    .outerjoin(FollowSpace, _followed)
    .where(Space.key == bindparam("key"), SPACE_IS_VISIBLE)
)

_mine = (ReadPosition.thread_id == Thread.id) & (ReadPosition.person_id == bindparam("reader_id"))
_is_new = (Thread.last_posted_at > bindparam("joined_at")) & (
    Thread.last_post_no > func.coalesce(ReadPosition.no, 0)
)

_SPACES = (
    select(
        Space.key,
        Space.name,
        Space.purpose,
        or_(Space.group_id.is_not(None), Space.readers != "everyone"),
        func.count(Thread.id),
        func.max(Thread.last_posted_at),
        func.count(Thread.id).filter(_is_new),
    )
    .select_from(Space)
    .outerjoin(Thread, and_(Thread.space_id == Space.id, THREAD_IS_LISTED))
    .outerjoin(ReadPosition, _mine)
    .where(SPACE_IS_VISIBLE, Space.archived_at.is_(None))
    .group_by(Space.id)
    .order_by(Space.position)
)


def space_visible_to(connection: Connection, reader: Identity, key: str) -> SpaceView | None:
    """The space of this key if the reader may see it."""
    row = connection.execute(_SPACE, {"key": key, "reader_id": reader.id}).first()
    return SpaceView(*tuple(row)) if row else None


def spaces_for(connection: Connection, reader: Identity) -> list[SpaceRow]:
    """Every space the reader may see, in the programme's order."""
    rows = connection.execute(_SPACES, {"reader_id": reader.id, "joined_at": reader.joined_at})
    return [SpaceRow(*row) for row in rows]
