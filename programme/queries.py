"""Who may see what belongs to a group, and who says they have done what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Person, PersonRole
from accounts.queries.mutes import not_blocked, not_muted
from core.identity import Identity, Role
from core.paging import Cursor, Page, keyset, one_page
from core.text import folded
from programme.models import DirectoryEntry, Group, GroupMember
from programme.rules import MOST_ENTRIES

#: Interests that the page offers to look for.
MOST_INTERESTS = 40


def open_to_reader(group_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """True for what belongs to no group, or to a group that the bound `reader_id` is in."""
    return open_to(group_id, bindparam("reader_id"))


def open_to(
    group_id: InstrumentedAttribute[int | None], person_id: ColumnElement[int]
) -> ColumnElement[bool]:
    """True for what belongs to no group, or to a group that this person is in."""
    theirs = select(GroupMember.group_id).where(
        GroupMember.group_id == group_id, GroupMember.person_id == person_id
    )
    return or_(group_id.is_(None), exists(theirs.correlate_except(GroupMember)))


_reader: BindParameter[int] = bindparam("reader_id")
_is_in = exists().where(GroupMember.group_id == Group.id, GroupMember.person_id == _reader)
_organises = exists().where(
    PersonRole.person_id == _reader,
    PersonRole.role.in_([Role.ORGANISER.value, Role.ADMINISTRATOR.value]),
)

#: A group and who is in it: for those who are in it, and for organisers.
GROUP_IS_VISIBLE = or_(_is_in, _organises)


def groups_to_choose(connection: Connection, reader: Identity) -> list[tuple[int, str]]:
    """The groups that the reader may know of, by number and name."""
    named = select(Group.id, Group.name).where(GROUP_IS_VISIBLE).order_by(Group.name, Group.id)
    rows = connection.execute(named, {"reader_id": reader.id})
    return [(row.id, row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Something that somebody has done and would talk about."""

    id: int
    person_id: int
    display_name: str
    challenge: int | None
    interest: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for: a challenge, an interest, both or neither."""

    challenge: int | None = None
    interest: str = ""


#: Entries of people who have not blocked the reader, and whom the reader wants to read.
_MAY_BE_FOUND = (not_blocked(DirectoryEntry.person_id), not_muted(DirectoryEntry.person_id))

_ENTRIES = (
    select(
        DirectoryEntry.id,
        DirectoryEntry.person_id,
        Person.display_name,
        DirectoryEntry.challenge,
        DirectoryEntry.interest,
        DirectoryEntry.words,
        DirectoryEntry.made_at,
    )
    .join(Person, Person.id == DirectoryEntry.person_id)
    .limit(bindparam("most"))
)


def entries_for(
    connection: Connection, reader: Identity, asked: Asked, after: Cursor | None
) -> Page[EntryRow]:
    """One page of what people say they have done, as the reader may find it, the newest first."""
    looked_for = _ENTRIES.where(*_MAY_BE_FOUND)
    if asked.challenge is not None:
        looked_for = looked_for.where(DirectoryEntry.challenge == asked.challenge)
    if asked.interest:
        holds = DirectoryEntry.interest_folded.contains(folded(asked.interest), autoescape=True)
        looked_for = looked_for.where(holds)
    lists = keyset(looked_for, DirectoryEntry.made_at, DirectoryEntry.id, newest_first=True)
    return one_page(connection, lists, {"reader_id": reader.id}, after).shaped(_entry)


def interests_for(connection: Connection, reader: Identity) -> list[str]:
    """The interests that people have named, as the reader may find them."""
    named = (
        select(func.min(DirectoryEntry.interest))
        .where(DirectoryEntry.interest_folded != "", *_MAY_BE_FOUND)
        .group_by(DirectoryEntry.interest_folded)
        .order_by(DirectoryEntry.interest_folded)
        .limit(MOST_INTERESTS)
    )
    return list(connection.scalars(named, {"reader_id": reader.id}))


def own_entries(connection: Connection, reader: Identity) -> list[EntryRow]:
    """What the reader has listed, the newest first; there is an end to how much one lists."""
    mine = _ENTRIES.where(DirectoryEntry.person_id == bindparam("reader_id"))
    newest = mine.order_by(DirectoryEntry.made_at.desc(), DirectoryEntry.id.desc())
    rows = connection.execute(newest, {"reader_id": reader.id, "most": MOST_ENTRIES})
    return [_entry(row) for row in rows]


def _entry(row: Sequence[Any]) -> EntryRow:
    """A row of _ENTRIES without its moment."""
    return EntryRow(*row[:-1])
