"""A space as those who look after it change it, and the list in its order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.identity import Identity
from forum.models import Space
from forum.queries.visibility import SPACE_IS_VISIBLE, space_is_meant_for


@dataclass(frozen=True, slots=True)
class SpaceSettings:
    """All that can be changed about a space, as it is now."""

    id: int
    key: str
    name: str
    purpose: str
    ground_rules: str
    group_id: int | None
    readers: str
    writers: str
    waits: bool
    titles_public: bool
    archived_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class OrderedSpace:
    """A space in the list; `above_id` and `below_id` are its neighbours that the reader sees."""

    id: int
    key: str
    name: str
    archived: bool
    above_id: int | None
    below_id: int | None


_SETTINGS = select(
    Space.id,
    Space.key,
    Space.name,
    Space.purpose,
    Space.ground_rules,
    Space.group_id,
    Space.readers,
    Space.writers,
    Space.waits,
    Space.titles_public,
    Space.archived_at,
    Space.version,
).where(Space.key == bindparam("key"), SPACE_IS_VISIBLE)

_MEANT = space_is_meant_for(bindparam("reader_id"))

_ORDER = (
    select(Space.id, Space.key, Space.name, Space.archived_at.is_not(None))
    .where(SPACE_IS_VISIBLE)
    .order_by(Space.position, Space.id)
)


def settings_visible_to(connection: Connection, reader: Identity, key: str) -> SpaceSettings | None:
    """What can be changed about the space of this key if the reader may see it."""
    row = connection.execute(_SETTINGS, {"key": key, "reader_id": reader.id}).first()
    return SpaceSettings(*tuple(row)) if row else None


def order_for(connection: Connection, reader: Identity) -> list[OrderedSpace]:
    """Every space that the reader sees, in the order of the list."""
    rows = connection.execute(_ORDER, {"reader_id": reader.id}).all()
    ids = [None, *(row.id for row in rows), None]
    return [
        OrderedSpace(row.id, row.key, row.name, bool(row[3]), ids[place], ids[place + 2])
        for place, row in enumerate(rows)
    ]


def spaces_of_group(
    connection: Connection, reader: Identity, group_id: int
) -> list[tuple[str, str]]:
    """The name and address of each space of a group that the reader was found to see.

    What only organisers read is not among them for anybody else.
    """
    theirs = select(Space.name, Space.key).where(Space.group_id == group_id, _MEANT)
    ordered = theirs.order_by(Space.position, Space.id)
    rows = connection.execute(ordered, {"reader_id": reader.id})
    return [(row.name, f"/spaces/{row.key}") for row in rows]
