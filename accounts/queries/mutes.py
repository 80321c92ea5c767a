"""Who has muted or blocked whom: conditions for the reads of every room, and one's own list."""

from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    bindparam,
    exists,
    not_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Person, PersonMute
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page

PersonColumn = InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | Column[int]


def not_blocked(person_id: PersonColumn) -> ColumnElement[bool]:
    """True for what belongs to somebody who has not blocked the bound `reader_id`."""
    blocked = select(PersonMute.kind).where(
        PersonMute.person_id == person_id,
        PersonMute.other_id == bindparam("reader_id"),
        PersonMute.kind == "block",
    )
    return not_(exists(blocked.correlate_except(PersonMute)))


def not_muted(person_id: PersonColumn) -> ColumnElement[bool]:
    """True for what belongs to somebody whom the bound `reader_id` neither muted nor blocked."""
    muted = select(PersonMute.kind).where(
        PersonMute.person_id == bindparam("reader_id"), PersonMute.other_id == person_id
    )
    return not_(exists(muted.correlate_except(PersonMute)))


def has_muted(person_id: PersonColumn, other_id: BindParameter[int]) -> ColumnElement[bool]:
    """True for a person who has muted or blocked the other one."""
    theirs = select(PersonMute.kind).where(
        PersonMute.person_id == person_id, PersonMute.other_id == other_id
    )
    return exists(theirs.correlate_except(PersonMute))


def muted_by(connection: Connection, person_id: int) -> frozenset[int]:
    """The people whom this person has muted or blocked."""
    theirs = select(PersonMute.other_id).where(PersonMute.person_id == person_id)
    return frozenset(connection.scalars(theirs))


def who_muted(connection: Connection, other_id: int) -> frozenset[int]:
    """The people who have muted or blocked this one: no notice of what they did goes to them."""
    them = select(PersonMute.person_id).where(PersonMute.other_id == other_id)
    return frozenset(connection.scalars(them))


def who_blocked(connection: Connection, other_id: int) -> frozenset[int]:
    """The people who have blocked this one, who can't mention them."""
    them = select(PersonMute.person_id).where(
        PersonMute.other_id == other_id, PersonMute.kind == "block"
    )
    return frozenset(connection.scalars(them))


@dataclass(frozen=True, slots=True)
class MuteView:
    """Somebody, and whether the reader has muted or blocked them; `kind` is None when neither."""

    person_id: int
    display_name: str
    kind: str | None


_ONE = (
    select(Person.id, Person.display_name, PersonMute.kind)
    .outerjoin(
        PersonMute,
        (PersonMute.other_id == Person.id) & (PersonMute.person_id == bindparam("reader_id")),
    )
    .where(Person.id == bindparam("person_id"))
)

_MINE = keyset(
    select(Person.id, Person.display_name, PersonMute.kind, PersonMute.made_at, PersonMute.other_id)
    .join(Person, Person.id == PersonMute.other_id)
    .where(PersonMute.person_id == bindparam("reader_id"))
    .limit(bindparam("most")),
    PersonMute.made_at,
    PersonMute.other_id,
    newest_first=True,
)


def mute_of(connection: Connection, reader: Identity, person_id: int) -> MuteView | None:
    """How the reader stands to somebody; None when there is nobody of this number."""
    row = connection.execute(_ONE, {"reader_id": reader.id, "person_id": person_id}).first()
    return MuteView(*row) if row else None


def mutes_of(connection: Connection, reader: Identity, after: Cursor | None) -> Page[MuteView]:
    """One page of those whom the reader has muted or blocked, the latest first."""
    shown = one_page(connection, _MINE, {"reader_id": reader.id}, after)
    return shown.shaped(lambda row: MuteView(row.id, row.display_name, row.kind))
