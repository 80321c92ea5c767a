"""Who says they have done what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from accounts.models import Person
from accounts.queries.mutes import not_blocked, not_muted
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from core.text import folded
from programme.models import DirectoryEntry
from programme.rules import MOST_ENTRIES

#: Interests that the page offers to look for.
MOST_INTERESTS = 40


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
