"""What the tables of all doors need to know of those by which groups are looked after."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from programme.models import GroupMember
from tests.cast import CAROL, GRACE, Member
from tests.world import ADA

RUN_GROUPS: set[Member | None] = {GRACE, ADA}
MAY: dict[str, set[Member | None]] = dict.fromkeys(
    [
        *(f"programme.{name}" for name in ("group_form", "change_group", "add_member")),
        *("programme.membership", "programme.remove_member"),
    ],
    RUN_GROUPS,
)

#: Doors for those who are in a group, and not for those who only look after it.
MEMBERS_DOORS = {"programme.leaving", "programme.leave_group"}

EMPTY = {
    "programme.make_group": 422,
    "programme.change_group": 422,
    "programme.add_member": 422,
    "programme.remove_member": 303,
    "programme.leave_group": 303,
}

TYPED = {"who": "Carol", "chosen": ""}

CHANGES: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "programme.make_group": ({}, {"learning_group"}),
    "programme.change_group": ({"learning_group": {"name", "about"}}, set()),
    "programme.add_member": ({}, {"learning_group_member", "notice"}),
    "programme.remove_member": ({}, {"notice"}),
    "programme.leave_group": ({}, set()),
}


def stage(session: Session, endpoint: str) -> None:
    """Have somebody there to add."""
    if endpoint == "programme.add_member":
        session.execute(delete(GroupMember).where(GroupMember.person_id == CAROL.id))
