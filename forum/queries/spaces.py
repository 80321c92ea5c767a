"""Spaces that a person may see, and whether there is something new in them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.identity import Identity
from forum.models import ReadPosition, Space, Thread
from programme.queries import open_to_reader

#: Every read of the forum passes through this condition, or through the space it belongs to.
SPACE_IS_VISIBLE = open_to_reader(Space.group_id)


@dataclass(frozen=True, slots=True)
class SpaceView:
    """A space as its own page shows it."""

    id: int
    key: str
    name: str
    purpose: str
    writers: str
    closed: bool


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


_SPACE = select(
    Space.id, Space.key, Space.name, Space.purpose, Space.writers, Space.group_id.is_not(None)
).where(Space.key == bindparam("key"), SPACE_IS_VISIBLE)

_mine = (ReadPosition.thread_id == Thread.id) & (ReadPosition.person_id == bindparam("reader_id"))
_is_new = (Thread.last_posted_at > bindparam("joined_at")) & (
    Thread.last_post_no > func.coalesce(ReadPosition.no, 0)
)

_SPACES = (
    select(
        Space.key,
        Space.name,
        Space.purpose,
        Space.group_id.is_not(None),
        func.count(Thread.id),
        func.max(Thread.last_posted_at),
        func.count(Thread.id).filter(_is_new),
    )
    .select_from(Space)
    .outerjoin(Thread, Thread.space_id == Space.id)
    .outerjoin(ReadPosition, _mine)
    .where(SPACE_IS_VISIBLE)
    .group_by(Space.id)
    .order_by(Space.position)
)


def space_visible_to(connection: Connection, reader: Identity, key: str) -> SpaceView | None:
    """The space of this key if the reader may see it."""
    row = connection.execute(_SPACE, {"key": key, "reader_id": reader.id}).first()
    return SpaceView(*row) if row else None


def spaces_for(connection: Connection, reader: Identity) -> list[SpaceRow]:
    """Every space the reader may see, in the programme's order."""
    rows = connection.execute(_SPACES, {"reader_id": reader.id, "joined_at": reader.joined_at})
    return [SpaceRow(*row) for row in rows]
