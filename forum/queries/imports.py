"""What is here from another forum, by the keys that things had there."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, String, column, func, select, values

from accounts.models import Person
from core.text import Mentioned
from forum.models import Imported, Space, Thread
from forum.rules.imported_lines import Ref
from forum.rules.imported_order import Circle
from programme.models import Group


@dataclass(frozen=True, slots=True)
class Known:
    """Our numbers by their keys, who people are here, and the spaces that have such keys."""

    ids: Mapping[Ref, int]
    people: Mapping[str, Mentioned]
    circles: Mapping[str, Circle]


def known_from(connection: Connection, source: str, refs: Iterable[Ref]) -> Known:
    """What of these things is here already; a thread that became part of another is that one."""
    keys: dict[str, list[str]] = {}
    for kind, key in refs:
        keys.setdefault(kind, []).append(key)
    ids: dict[Ref, int] = {}
    for kind, wanted in keys.items():
        ids.update(_here(connection, source, kind, wanted))
    _follow_merged(connection, ids)
    return Known(ids, _people(connection, ids), _circles(connection, keys.get("space", ())))


def _here(
    connection: Connection, source: str, kind: str, keys: Iterable[str]
) -> Iterator[tuple[Ref, int]]:
    """Our number for each of these keys that is known; looked up one by one, inside the database.

    With a list of keys in an IN, PostgreSQL may read the whole table again for each batch: while it
    grows so fast, it is thought to be empty.
    """
    wanted = values(column("key", String)).data([(key,) for key in keys]).cte("wanted")
    number = select(Imported.our_id).where(
        Imported.source == source, Imported.kind == kind, Imported.their_key == wanted.c.key
    )
    for key, our_id in connection.execute(select(wanted.c.key, number.scalar_subquery())):
        if our_id is not None:
            yield (kind, key), our_id


def _follow_merged(connection: Connection, ids: dict[Ref, int]) -> None:
    threads = {ref: our_id for ref, our_id in ids.items() if ref[0] == "thread"}
    while threads:
        wanted = select(Thread.id, Thread.merged_into_id).where(
            Thread.id.in_(set(threads.values())), Thread.merged_into_id.is_not(None)
        )
        merged = {row.id: row.merged_into_id or row.id for row in connection.execute(wanted)}
        threads = {ref: merged[our_id] for ref, our_id in threads.items() if our_id in merged}
        ids.update(threads)


def _people(connection: Connection, ids: Mapping[Ref, int]) -> dict[str, Mentioned]:
    people = {key: our_id for (kind, key), our_id in ids.items() if kind == "person"}
    if not people:
        return {}
    wanted = select(Person.id, Person.display_name).where(Person.id.in_(set(people.values())))
    names = {row.id: row.display_name for row in connection.execute(wanted)}
    return {key: Mentioned(our_id, names[our_id]) for key, our_id in people.items()}


def _circles(connection: Connection, keys: Collection[str]) -> dict[str, Circle]:
    if not keys:
        return {}
    wanted = (
        select(Space.key, Space.id, Group.name, Space.readers == "everyone")
        .outerjoin(Group, Group.id == Space.group_id)
        .where(Space.key.in_(keys))
    )
    return {
        key: Circle(number, group, everyone)
        for key, number, group, everyone in connection.execute(wanted)
    }


def next_position(connection: Connection) -> int:
    """Where a new space stands: behind all others."""
    return connection.scalar(select(func.coalesce(func.max(Space.position), -1) + 1)) or 0
