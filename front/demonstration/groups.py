"""The groups of the demonstration and the spaces that only they can enter."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import add_numbered_rows, add_rows
from forum.models import Space
from front.demonstration.people import Member
from front.demonstration.rows import told
from programme.models import Group, GroupMember


def add_groups(session: Session, people: Mapping[str, Member]) -> dict[str, int]:
    """The closed groups with their members; the caller gets each group's number by its key."""
    entries = told("groups.toml", "group")
    rows = [{"name": entry["name"], "about": entry["about"]} for entry in entries]
    numbers = add_numbered_rows(session, Group, rows)
    members = [
        {"group_id": number, "person_id": people[key].id}
        for number, entry in zip(numbers, entries, strict=True)
        for key in entry["members"]
    ]
    add_rows(session, GroupMember, members)
    return {entry["key"]: number for number, entry in zip(numbers, entries, strict=True)}


def add_closed_spaces(session: Session, groups: Mapping[str, int]) -> None:
    """A room for each group, after the spaces that are open to everyone."""
    last = session.scalar(select(func.max(Space.position))) or 0
    rows = [
        {
            "key": entry["key"],
            "name": entry["name"],
            "purpose": entry["purpose"],
            "challenge": None,
            "group_id": groups[entry["group"]],
            "writers": "everyone",
            "position": last + place,
        }
        for place, entry in enumerate(told("spaces.toml", "space"), start=1)
    ]
    add_rows(session, Space, rows)
