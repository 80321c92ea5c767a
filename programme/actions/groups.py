"""Make a group, say what it is called, and who is in it."""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice, take_back_where
from accounts.models import Notice
from core import audit
from core.db import insert_into
from programme.models import Group, GroupMember
from programme.rules import GroupNameTaken, key_of_group, told_in, told_out

Left = Callable[[Session, int], None]

# Upper floors whose things only a group sees ask here to be told when somebody is in it no more.
_told_of_leaving: list[Left] = []


def when_somebody_leaves(tell: Left) -> None:
    """Have `tell` called, in the same transaction, whenever a place in a group ends."""
    if tell not in _told_of_leaving:
        _told_of_leaving.append(tell)


def group_called(session: Session, name: str) -> int:
    """The group of this name; when there is none it is made, with nobody in it."""
    found = session.scalar(select(Group.id).where(Group.name == name))
    if found is not None:
        return found
    group = Group(name=name, about="")
    session.add(group)
    session.flush()
    return group.id


def make_group(session: Session, by_id: int, name: str, about: str) -> int:
    """The number of a new group, with nobody in it. Raises: GroupNameTaken."""
    group = Group(name=name, about=about)
    session.add(group)
    _flush_or_refuse(session)
    audit.note(session, by_id, "group_made", "learning_group", group.id)
    session.flush()
    return group.id


def change_group(session: Session, by_id: int, group_id: int, name: str, about: str) -> None:
    """The group is called so from now on. Raises: GroupNameTaken."""
    group = session.get_one(Group, group_id)
    group.name, group.about = name, about
    _flush_or_refuse(session)
    audit.note(session, by_id, "group_changed", "learning_group", group_id)
    session.flush()


def add_member(session: Session, by_id: int, group_id: int, person_id: int) -> None:
    """Somebody is in the group, and was told so; adding twice is adding once."""
    new = insert_into(session.connection(), GroupMember.__table__)
    row = new.values(group_id=group_id, person_id=person_id).on_conflict_do_nothing()
    if session.execute(row.returning(GroupMember.person_id)).first() is None:
        return
    _untell(session, group_id, person_id)
    if person_id != by_id:
        words = told_in(_name(session, group_id))
        give_notice(session, person_id, key_of_group(group_id), words, f"/groups/{group_id}")
    audit.note(session, by_id, "member_added", "learning_group", group_id)
    session.flush()


def remove_member(session: Session, by_id: int, group_id: int, person_id: int) -> None:
    """Somebody is in the group no more, and is told so; what they wrote stays."""
    if not _end_place(session, group_id, person_id):
        return
    if person_id != by_id:
        words = told_out(_name(session, group_id))
        give_notice(session, person_id, key_of_group(group_id), words, "/groups")
    audit.note(session, by_id, "member_removed", "learning_group", group_id)
    session.flush()


def leave_group(session: Session, person_id: int, group_id: int) -> None:
    """The person is in the group no more; nobody is told."""
    if _end_place(session, group_id, person_id):
        audit.note(session, person_id, "group_left", "learning_group", group_id)
        session.flush()


def _end_place(session: Session, group_id: int, person_id: int) -> bool:
    theirs = (GroupMember.group_id == group_id, GroupMember.person_id == person_id)
    gone = session.execute(delete(GroupMember).where(*theirs).returning(GroupMember.person_id))
    if gone.first() is None:
        return False
    _untell(session, group_id, person_id)
    for tell in _told_of_leaving:
        tell(session, group_id)
    return True


def _untell(session: Session, group_id: int, person_id: int) -> None:
    key = Notice.key == key_of_group(group_id)
    take_back_where(session, key, Notice.person_id == person_id)


def _name(session: Session, group_id: int) -> str:
    return session.scalars(select(Group.name).where(Group.id == group_id)).one()


def _flush_or_refuse(session: Session) -> None:
    """Of two groups that are given one name at one moment, the second gets another."""
    try:
        session.flush()
    except IntegrityError as clash:
        raise GroupNameTaken from clash
