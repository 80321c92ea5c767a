"""Who may see what belongs to a group: the one condition that every room above uses."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Space
from programme.models import Group, GroupMember
from programme.queries import open_to_reader
from tests.cast import AMINA, CAROL, CLOSED_GROUP, CLOSED_SPACE, OPEN_SPACE, Member


def seen_by(session: Session, who: Member) -> list[int]:
    visible = select(Space.id).where(open_to_reader(Space.group_id)).order_by(Space.id)
    return list(session.scalars(visible, {"reader_id": who.id}))


@pytest.mark.parametrize(
    ("who", "spaces"), [(AMINA, [OPEN_SPACE, CLOSED_SPACE]), (CAROL, [OPEN_SPACE])]
)
def test_a_group_sees_its_own(session: Session, who: Member, spaces: list[int]) -> None:
    assert seen_by(session, who) == spaces


def test_another_group_opens_no_door(session: Session) -> None:
    session.add(Group(id=50, name="Another", about=""))
    session.flush()
    session.add(GroupMember(group_id=50, person_id=CAROL.id))
    session.flush()
    assert seen_by(session, CAROL) == [OPEN_SPACE]
    session.add(GroupMember(group_id=CLOSED_GROUP, person_id=CAROL.id))
    session.flush()
    assert seen_by(session, CAROL) == [OPEN_SPACE, CLOSED_SPACE]
