"""A thread goes to another space, and never to one that more people read."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from core.refusals import Refusal
from forum.actions.threads import move_thread
from forum.models import Space, Thread
from forum.rules.spaces import SpaceArchived, TooOpen, reads_within, title_stays_within
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV, GRACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows

STAFF, ELSEWHERE = 11, 12


def two_more_spaces(session: Session) -> None:
    """One that organisers read, one for everyone."""
    for number, key, readers in ((STAFF, "staff", "organisers"), (ELSEWHERE, "else", "everyone")):
        session.add(
            Space(
                id=number,
                key=key,
                name=f"The {key} space",
                purpose="To talk.",
                readers=readers,
                writers="everyone",
                position=number,
            )
        )
    session.flush()


def offered(client: HouseClient, thread_id: int) -> list[str]:
    text = client.get(f"/threads/{thread_id}/tools").text
    found = re.findall(r'<select[^>]*id="space".*?</select>', text, re.S)
    return re.findall(r'<option value="([^"]+)"', found[0]) if found else []


def test_only_spaces_that_are_as_closed_are_offered(
    grace: HouseClient, dev: HouseClient, session: Session
) -> None:
    two_more_spaces(session)
    threads = {
        space: a_thread(session, by=BEN, space=space).id
        for space in (OPEN_SPACE, CLOSED_SPACE, STAFF)
    }
    session.commit()
    assert offered(grace, threads[OPEN_SPACE]) == ["closed", "staff", "else"]
    assert offered(grace, threads[STAFF]) == []
    assert offered(grace, threads[CLOSED_SPACE]) == []
    # Dev does not organise, so the staff's space is not there for him.
    assert offered(dev, threads[OPEN_SPACE]) == ["closed", "else"]


def test_it_goes_with_all_its_posts_and_says_from_where(
    amina: HouseClient, carol: HouseClient, grace: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=2)
    session.execute(update(Thread).values(pinned_at=now()))
    session.commit()
    at = f"/threads/{thread.id}"
    assert carol.get(at).status_code == 200
    page = grace.follow(f"{at}/move", {"space": "closed"})
    assert "The thread is in The closed space now." in page.text
    assert re.search(r"Moved here from <bdi>The open space</bdi>, \d+ \w+ \d{4}\.", page.text)
    assert page.text.count('<article class="post"') == 3
    assert carol.get(at).status_code == 404
    assert amina.get(at).status_code == 200
    moved = select(Thread.space_id, Thread.pinned_at)
    assert rows(session, moved) == [(CLOSED_SPACE, None)]
    # Nobody is told of what they can't see; Ben can.
    assert rows(session, select(Notice.person_id)) == [(BEN.id,)]


def test_a_name_is_told_to_those_who_may_see_the_space(
    grace: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    grace.post(f"/threads/{thread.id}/move", {"space": "closed"})
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(readers="organisers"))
    session.commit()
    shown = ["The open space" in who.get(f"/threads/{thread.id}").text for who in (grace, amina)]
    assert shown == [True, False]


def test_what_is_not_offered_is_asked_for_again(grace: HouseClient, session: Session) -> None:
    two_more_spaces(session)
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    for space in ("open", "closed", "nowhere", ""):
        answer = grace.post(f"/threads/{thread.id}/move", {"space": space})
        assert answer.status_code == 422, space
    assert rows(session, select(Thread.space_id)) == [(CLOSED_SPACE,)]


def test_the_action_itself_lets_nothing_out(session: Session) -> None:
    two_more_spaces(session)
    session.get_one(Space, ELSEWHERE).archived_at = now()
    for source, target, refusal in (
        (CLOSED_SPACE, OPEN_SPACE, TooOpen),
        (CLOSED_SPACE, STAFF, TooOpen),
        (STAFF, OPEN_SPACE, TooOpen),
        (OPEN_SPACE, ELSEWHERE, SpaceArchived),
    ):
        thread = a_thread(session, by=BEN, space=source)
        with pytest.raises(refusal):
            move_thread(session, GRACE.id, thread.id, target)
        assert thread.space_id == source


def test_who_lost_sight_is_not_told(session: Session) -> None:
    thread = a_thread(session, by=CAROL)
    move_thread(session, DEV.id, thread.id, CLOSED_SPACE)
    assert session.scalars(select(Notice.person_id)).all() == []


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ((None, "everyone"), (None, "everyone"), True),
        ((1, "everyone"), (None, "everyone"), True),
        ((None, "everyone"), (1, "everyone"), False),
        ((1, "everyone"), (1, "everyone"), True),
        ((2, "everyone"), (1, "everyone"), False),
        ((None, "organisers"), (None, "everyone"), True),
        ((None, "everyone"), (None, "organisers"), False),
        ((None, "organisers"), (None, "organisers"), True),
        ((None, "organisers"), (1, "everyone"), False),
        ((1, "everyone"), (None, "organisers"), False),
        ((1, "organisers"), (1, "everyone"), True),
        ((1, "everyone"), (1, "organisers"), False),
    ],
)
def test_who_reads_within_whom(
    inner: tuple[int | None, str], outer: tuple[int | None, str], *, within: bool
) -> None:
    one, other = (
        Space(group_id=group, readers=readers, titles_public=False)
        for group, readers in (inner, outer)
    )
    assert reads_within(one, other) is within


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [(False, False, True), (False, True, True), (True, True, True), (True, False, False)],
)
def test_titles_come_out_as_little_as_words(*, inner: bool, outer: bool, within: bool) -> None:
    one, other = (Space(titles_public=public) for public in (inner, outer))
    assert title_stays_within(one, other) is within
    assert issubclass(TooOpen, Refusal)


def test_moving_twice_is_moving_once(session: Session) -> None:
    thread = a_thread(session, by=AMINA)
    for _ in range(2):
        move_thread(session, DEV.id, thread.id, CLOSED_SPACE)
    assert (thread.space_id, thread.version) == (CLOSED_SPACE, 3)
