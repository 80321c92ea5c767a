"""Who may see what belongs to a group, who is in it, and who could be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Person, PersonRole
from core.forms import is_address
from core.identity import Identity, Role
from core.text import folded
from programme.models import Group, GroupMember
from programme.rules import FEWEST_LETTERS, MOST_OFFERED

#: What belongs to a group on upper floors: the name and address of each of its spaces.
Belongings = Callable[[Connection, Identity, int], Sequence[tuple[str, str]]]

_ways: list[Belongings] = []


def ask_spaces_with(find: Belongings) -> None:
    """Have this asked for the spaces of a group from now on."""
    _ways[:] = [find]


def open_to_reader(group_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """True for what belongs to no group, or to a group that the bound `reader_id` is in."""
    return open_to(group_id, bindparam("reader_id"))


def open_to(
    group_id: InstrumentedAttribute[int | None],
    person_id: ColumnElement[int] | ColumnElement[int | None],
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


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as its own page shows it; `is_in` says whether the reader is in it."""

    id: int
    name: str
    about: str
    is_in: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who is in a group, or could be."""

    person_id: int
    display_name: str


_GROUPS = (
    select(Group.id, Group.name, Group.about, _is_in)
    .where(GROUP_IS_VISIBLE)
    .order_by(Group.name, Group.id)
)
_ONE = _GROUPS.where(Group.id == bindparam("group_id"))
_people = select(Person.id, Person.display_name)
_MEMBERS = (
    _people.join(GroupMember, GroupMember.person_id == Person.id)
    .where(GroupMember.group_id == bindparam("group_id"))
    .order_by(Person.name_folded, Person.id)
)


def groups_for(connection: Connection, reader: Identity) -> list[GroupView]:
    """The groups that the reader may know of: their own, or all of them for organisers."""
    rows = connection.execute(_GROUPS, {"reader_id": reader.id})
    return [GroupView(*row) for row in rows]


def groups_to_choose(connection: Connection, reader: Identity) -> list[tuple[int, str]]:
    """The same by number and name."""
    return [(group.id, group.name) for group in groups_for(connection, reader)]


def group_visible_to(connection: Connection, reader: Identity, group_id: int) -> GroupView | None:
    """The group, for somebody who is in it or organises."""
    row = connection.execute(_ONE, {"reader_id": reader.id, "group_id": group_id}).first()
    return GroupView(*row) if row else None


def members_of(connection: Connection, group: GroupView) -> list[PersonRow]:
    """Who is in a group that the reader was found to see, by name."""
    rows = connection.execute(_MEMBERS, {"group_id": group.id})
    return [PersonRow(*row) for row in rows]


def member_of(connection: Connection, group: GroupView, person_id: int) -> PersonRow | None:
    """Somebody who is in a group that the reader was found to see."""
    one = _MEMBERS.where(Person.id == person_id)
    row = connection.execute(one, {"group_id": group.id}).first()
    return PersonRow(*row) if row else None


def spaces_of(
    connection: Connection, reader: Identity, group: GroupView
) -> Sequence[tuple[str, str]]:
    """The name and address of each space of a group that the reader may know of."""
    return _ways[0](connection, reader, group.id) if _ways else ()


def person_meant(connection: Connection, told: str) -> PersonRow | None:
    """Whoever is called so, or has exactly this address; only organisers ask."""
    if is_address(told):
        # Somebody may have taken another person's address for their name.
        meant = Person.address == told.lower()
    else:
        meant = Person.name_folded == folded(told)
    row = connection.execute(_people.where(meant)).first()
    return PersonRow(*row) if row else None


def person_numbered(connection: Connection, person_id: int) -> PersonRow | None:
    """Whoever has this number."""
    row = connection.execute(_people.where(Person.id == person_id)).first()
    return PersonRow(*row) if row else None


def people_like(connection: Connection, told: str) -> list[PersonRow]:
    """People whose name holds these letters, by name: for whoever is not sure how it is written."""
    letters = folded(told)
    if len(letters) < FEWEST_LETTERS or is_address(told):
        return []
    like = Person.name_folded.contains(letters, autoescape=True)
    offered = _people.where(like).order_by(Person.name_folded, Person.id).limit(MOST_OFFERED)
    return [PersonRow(*row) for row in connection.execute(offered)]
