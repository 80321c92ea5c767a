"""What only organisers read is told to organisers alone, whoever else is told of what."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from accounts.models import Notice
from forum.actions.threads import move_thread
from forum.models import Space
from forum.rules.telling import key_of_thread
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_decision, a_thread
from tests.forum.deciding import mailed, take, tell_steps, tell_steps_later
from tests.forum.told import (
    WAYS_TO_HEAR,
    a_post_for,
    follow,
    notices,
    reply,
    tell,
    tell_later,
    who_was_mailed,
    who_was_told,
)
from tests.reading import rows


def for_organisers(session: Session) -> None:
    """The open space is for organisers from now on."""
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(readers="organisers"))
    session.commit()


@pytest.mark.parametrize("how", WAYS_TO_HEAR)
def test_of_a_post(session: Session, how: str) -> None:
    """An organiser hears of as much in each way, so that somebody with the role is there."""
    a_post_for(session, CAROL, how)
    a_post_for(session, GRACE, how)
    for_organisers(session)
    tell(session)
    tell_later(session)
    assert (set(who_was_told(session)), set(who_was_mailed(session))) == ({"Grace"}, {"Grace"})


def test_of_a_step(session: Session) -> None:
    thread = a_decision(session, by=BEN)
    for who in (CAROL, GRACE):
        follow(session, who, thread.id)
        reply(session, thread.id, by=who)
    take(session, thread.id, "considered", by=DEV)
    for_organisers(session)
    session.execute(delete(Notice))
    tell_steps(session)
    tell_steps_later(session)
    assert ([name for name, _ in notices(session)], mailed(session)) == (["Grace"], ["Grace"])


def told_of(session: Session, thread_id: int) -> list[object]:
    wanted = select(Notice.person_id).where(Notice.key == key_of_thread(thread_id))
    return [person_id for (person_id,) in rows(session, wanted.order_by(Notice.person_id))]


def a_thread_of_which_people_were_told(session: Session) -> int:
    thread = a_thread(session, by=BEN)
    for who in (AMINA, GRACE):
        give_notice(session, who.id, key_of_thread(thread.id), "News.", f"/threads/{thread.id}")
    session.commit()
    return thread.id


def test_what_was_told_before_a_space_became_theirs_is_taken_back(
    grace: HouseClient, session: Session
) -> None:
    thread_id = a_thread_of_which_people_were_told(session)
    typed = {"name": "Ours", "purpose": "To plan.", "readers": "organisers", "version": "1"}
    answer = grace.post("/spaces/open/settings", {**typed, "writers": "everyone"})
    assert answer.status_code == 303
    assert told_of(session, thread_id) == [GRACE.id]


def test_and_before_a_thread_moved_there(session: Session) -> None:
    thread_id = a_thread_of_which_people_were_told(session)
    there = {"name": "Theirs", "purpose": "", "ground_rules": "", "writers": "everyone"}
    space = Space(key="theirs", position=9, readers="organisers", **there)
    session.add(space)
    session.flush()
    move_thread(session, GRACE.id, thread_id, space.id)
    session.commit()
    assert told_of(session, thread_id) == [GRACE.id]
