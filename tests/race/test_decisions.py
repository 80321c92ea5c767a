"""People who move one decision on at one moment; and the same without the version."""

from collections import Counter
from unittest.mock import patch

import pytest
from sqlalchemy import func, select

from accounts.models import PersonRole
from core.clock import now
from forum.actions import decisions
from forum.models import Decision, DecisionFanOut, DecisionStep, Post, Space, Thread
from tests.race.crowd import Press
from tests.race.scene import Scene
from tests.race.test_two_moderators import all_at_once

pytestmark = pytest.mark.race

ROUNDS, HELPERS = 10, 8


@pytest.fixture(scope="module")
def helpers(scene: Scene) -> tuple[int, ...]:
    """People of the scene who move decisions on, and a space to decide in."""
    chosen = scene.people[-2 * HELPERS : -HELPERS]
    with scene.database.write() as session:
        session.add_all(PersonRole(person_id=one, role="facilitator") for one in chosen)
        if session.scalar(select(Space.id).limit(1)) is None:
            # It gets its number from the database, as the spaces do that a server lays out later.
            space = Space(key="open", name="Open", purpose="To talk.", position=1)
            space.writers = "everyone"
            session.add(space)
        session.commit()
    return chosen


def a_decision(scene: Scene) -> int:
    """The number of a thread in which something is to be decided."""
    moment = now()
    with scene.database.write() as session:
        space_id = session.scalars(select(func.min(Space.id))).one()
        thread = Thread(space_id=space_id, title="Tea", author_id=scene.people[0], kind="decision")
        thread.started_at = thread.last_posted_at = moment
        thread.last_post_no = 1
        session.add(thread)
        session.flush()
        post = {"thread_id": thread.id, "no": 1, "author_id": scene.people[0], "posted_at": moment}
        session.add(Post(**post, markdown="", html="", words="", render_version=1))
        decisions.begin_decision(session, thread)
        session.commit()
        return thread.id


def steps(scene: Scene, helpers: tuple[int, ...], thread_id: int) -> list[Press]:
    """Each says something else, as their page of version 1 offers."""
    return [
        scene.press(
            one,
            f"/threads/{thread_id}/decision",
            (("version", "1"), ("stage", "considered"), ("told", f"Words of {one}.")),
        )
        for one in helpers
    ]


def said(scene: Scene, thread_id: int) -> list[str]:
    with scene.database.reading.connect() as connection:
        mine = select(DecisionStep.words).where(DecisionStep.thread_id == thread_id)
        return list(connection.scalars(mine))


def test_one_is_heard_and_the_others_keep_their_words(
    scene: Scene, helpers: tuple[int, ...]
) -> None:
    for _ in range(ROUNDS):
        thread_id = a_decision(scene)
        answers = all_at_once(scene, steps(scene, helpers, thread_id))
        assert Counter(status for status, _ in answers) == {303: 1, 409: HELPERS - 1}
        by_each = list(zip(helpers, answers, strict=True))
        [winner] = [one for one, (status, _) in by_each if status == 303]
        assert said(scene, thread_id) == [f"Words of {winner}."]
        for one, (status, body) in by_each:
            if status == 409:
                assert f">\nWords of {one}.</textarea>" in body
        with scene.database.reading.connect() as connection:
            of_it = Decision.thread_id == thread_id
            assert connection.scalar(select(Decision.version).where(of_it)) == 2
            owed = select(DecisionFanOut.way).join(DecisionStep)
            owed = owed.where(DecisionStep.thread_id == thread_id)
            assert sorted(connection.scalars(owed)) == ["mail", "site"]


def test_without_the_version_everybody_is_heard(scene: Scene, helpers: tuple[int, ...]) -> None:
    thread_id = a_decision(scene)
    with patch.object(decisions, "as_seen", lambda *_: True):
        answers = all_at_once(scene, steps(scene, helpers, thread_id))
    won = Counter(status for status, _ in answers)[303]
    assert won > 1, "if this control has one winner, the test above proves nothing"
    assert len(said(scene, thread_id)) == won
