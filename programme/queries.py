"""Who may see what belongs to a group: one condition, used by every room above."""

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from programme.models import GroupMember


def open_to_reader(group_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """True for what belongs to no group, or to a group that the bound `reader_id` is in."""
    mine = select(GroupMember.group_id).where(
        GroupMember.group_id == group_id, GroupMember.person_id == bindparam("reader_id")
    )
    return or_(group_id.is_(None), exists(mine.correlate_except(GroupMember)))
