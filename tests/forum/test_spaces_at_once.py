"""Those who look after spaces and groups at the same moment: one of each, and nothing is lost."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.db import Database
from forum.actions.posts import start_thread
from forum.actions.spaces import Settings, change_space, move_space, start_space
from forum.actions.writing import Written
from forum.models import Space, Thread
from forum.rules.spaces import OpensWords, SpaceChanged
from programme.actions.groups import add_member, make_group
from programme.models import Group, GroupMember
from programme.rules import GroupNameTaken
from tests.cast import BEN, CAROL, CLOSED_GROUP, CLOSED_SPACE, GRACE, OPEN_SPACE
from tests.forum.test_numbering import MANY, at_once
from tests.reading import rows

SAID = Settings("Quiet", "To rest.", "", None, "everyone", "everyone", False, False)


def test_many_spaces_of_one_name_have_an_address_each(database: Database, session: Session) -> None:
    assert at_once(database, lambda own, _: start_space(own, GRACE.id, SAID)) == []
    keys = {key for (key,) in rows(session, select(Space.key).where(Space.name == "Quiet"))}
    assert keys == {"quiet", *(f"quiet-{number}" for number in range(2, MANY + 1))}
    places = rows(session, select(func.count(Space.position.distinct()), func.count()))
    assert places == [(MANY + 2, MANY + 2)]


def test_of_many_who_change_a_space_one_is_first(database: Database, session: Session) -> None:
    refused: list[int] = []

    def work(own: Session, number: int) -> None:
        try:
            change_space(own, GRACE.id, OPEN_SPACE, 1, replace(SAID, purpose=f"Purpose {number}."))
        except SpaceChanged:
            own.rollback()
            refused.append(number)

    assert at_once(database, work) == []
    [(purpose, version)] = rows(
        session, select(Space.purpose, Space.version).where(Space.id == OPEN_SPACE)
    )
    assert (version, len(refused)) == (2, MANY - 1)
    assert [purpose] == [f"Purpose {number}." for number in set(range(MANY)) - set(refused)]


def test_a_space_never_opens_over_a_thread_that_comes_at_that_moment(
    database: Database, session: Session
) -> None:
    """Either it opened while it was empty, and threads are for everyone, or it stayed closed."""
    refused: list[int] = []

    def work(own: Session, number: int) -> None:
        if number % 2:
            start_thread(own, BEN.identity(), CLOSED_SPACE, f"Title {number}", Written("Words."))
            return
        try:
            change_space(own, GRACE.id, CLOSED_SPACE, 1, SAID)
        except (SpaceChanged, OpensWords):
            own.rollback()
            refused.append(number)

    assert at_once(database, work) == []
    [(group, version)] = rows(
        session, select(Space.group_id, Space.version).where(Space.id == CLOSED_SPACE)
    )
    opened = len(refused) == MANY // 2 - 1
    assert (group, version) == ((None, 2) if opened else (CLOSED_GROUP, 1))
    assert rows(session, select(func.count()).select_from(Thread)) == [(MANY // 2,)]


def test_spaces_that_change_places_at_once_keep_a_place_each(
    database: Database, session: Session
) -> None:
    def work(own: Session, number: int) -> None:
        pair = (OPEN_SPACE, CLOSED_SPACE) if number % 2 else (CLOSED_SPACE, OPEN_SPACE)
        move_space(own, GRACE.id, *pair)

    assert at_once(database, work) == []
    assert sorted(rows(session, select(Space.position))) == [(0,), (1,)]


def test_somebody_is_added_once_and_a_name_is_given_once(
    database: Database, session: Session
) -> None:
    refused: list[int] = []

    def work(own: Session, number: int) -> None:
        add_member(own, GRACE.id, CLOSED_GROUP, CAROL.id)
        own.commit()
        try:
            make_group(own, GRACE.id, "Tea set", "")
        except GroupNameTaken:
            own.rollback()
            refused.append(number)

    assert at_once(database, work) == []
    there = select(GroupMember.group_id).where(GroupMember.person_id == CAROL.id)
    assert rows(session, there) == [(CLOSED_GROUP,)]
    assert rows(session, select(func.count()).where(Notice.person_id == CAROL.id)) == [(1,)]
    assert rows(session, select(func.count()).where(Group.name == "Tea set")) == [(1,)]
    assert len(refused) == MANY - 1
