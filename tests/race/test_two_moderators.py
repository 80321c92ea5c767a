"""Moderators who decide about one thing at one moment; and the same without the version."""

import threading
from collections import Counter
from collections.abc import Callable
from unittest.mock import patch

import pytest
from sqlalchemy import ColumnElement, select

from accounts.models import Person, PersonRole
from forum.models import KnownWriter, Post, Space
from safety.actions import items
from safety.models import Report, ReviewEvent, ReviewItem
from tests.cast import OPEN_SPACE, Member
from tests.hostile import forget_tries
from tests.race.crowd import Press
from tests.race.scene import Scene
from tests.safety.stand_in import STAND_IN, a_post, a_report

pytestmark = pytest.mark.race

ROUNDS, MODERATORS, TELLERS = 10, 8, 8


@pytest.fixture(scope="module")
def moderators(scene: Scene) -> tuple[int, ...]:
    """People of the scene who look after it, and a space to write in."""
    chosen = scene.people[-MODERATORS:]
    with scene.database.write() as session:
        session.add_all(PersonRole(person_id=one, role="moderator") for one in chosen)
        # Their first posts have been read, so that what they write is in sight at once.
        session.add_all(KnownWriter(person_id=one) for one in scene.people)
        if session.get(Space, OPEN_SPACE) is None:
            space = Space(id=OPEN_SPACE, key="open", name="Open", purpose="To talk.", position=1)
            space.writers = "everyone"
            session.add(space)
        session.commit()
    return chosen


def a_reported_post(scene: Scene) -> tuple[int, int]:
    """The numbers of a post that somebody told us about, and of its item."""
    with scene.database.write() as session:
        post_id = a_post(session, by=member(scene, 0))
        item_id = a_report(session, post_id, by=member(scene, 1)).item_id
        session.commit()
    return post_id, item_id


def member(scene: Scene, number: int) -> Member:
    return Member(scene.people[number], f"Person {number}")


def all_at_once(scene: Scene, presses: list[Press]) -> list[tuple[int, str]]:
    """Status and body of each, from threads of their own that begin together."""
    together = threading.Barrier(len(presses))
    answers: dict[int, tuple[int, str]] = {}

    def press(number: int, one: Press) -> Callable[[], None]:
        def go() -> None:
            headers = {"Cookie": f"network={one.cookie}", "Sec-Fetch-Site": "same-origin"}
            client = scene.ground.app.test_client(use_cookies=False)
            together.wait(timeout=30)
            answer = client.post(one.path, data=dict(one.form), headers=headers)
            answers[number] = answer.status_code, answer.get_data(as_text=True)

        return go

    threads = [threading.Thread(target=press(n, one)) for n, one in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(presses))]


def hidings(scene: Scene, moderators: tuple[int, ...], item_id: int) -> list[Press]:
    """Each moderator hides it, in words of their own, as their page of version 1 offers."""
    return [
        scene.press(
            one,
            f"/moderation/{item_id}/decision",
            (
                ("version", "1"),
                ("decision", "hidden"),
                ("picked", "unkind"),
                ("own_words", f"Words of {one}."),
            ),
        )
        for one in moderators
    ]


def decisions(scene: Scene, item_id: int) -> list[int | None]:
    """Who decided, each time that somebody did."""
    with scene.database.reading.connect() as connection:
        decided = select(ReviewEvent.by_id).where(
            ReviewEvent.item_id == item_id, ReviewEvent.what == "hidden"
        )
        return list(connection.scalars(decided))


def test_one_decides_and_the_others_hear_who(scene: Scene, moderators: tuple[int, ...]) -> None:
    for _ in range(ROUNDS):
        post_id, item_id = a_reported_post(scene)
        answers = all_at_once(scene, hidings(scene, moderators, item_id))
        assert Counter(status for status, _ in answers) == {303: 1, 409: MODERATORS - 1}
        [winner] = [
            one for one, (status, _) in zip(moderators, answers, strict=True) if status == 303
        ]
        assert decisions(scene, item_id) == [winner]
        with scene.database.reading.connect() as connection:
            name = connection.scalar(select(Person.display_name).where(Person.id == winner))
            because = connection.scalar(select(Post.state_because).where(Post.id == post_id))
            version = connection.scalar(select(ReviewItem.version).where(ReviewItem.id == item_id))
        assert because == f"It may hurt somebody who reads it. Words of {winner}."
        assert version == 2
        for one, (status, body) in zip(moderators, answers, strict=True):
            if status == 409:
                assert f"{name} already dealt with this." in body
                assert f"readonly>\nWords of {one}.</textarea>" in body


def _without_the_version(
    seen: items.Seen, _states: tuple[str, ...]
) -> tuple[ColumnElement[bool], ...]:
    return (ReviewItem.id == seen.item_id,)


def test_without_the_version_everybody_wins(scene: Scene, moderators: tuple[int, ...]) -> None:
    _, item_id = a_reported_post(scene)
    with patch.object(items, "as_seen", _without_the_version):
        answers = all_at_once(scene, hidings(scene, moderators, item_id))
    won = Counter(status for status, _ in answers)[303]
    assert won > 1, "if this control has one winner, the test above proves nothing"
    assert len(decisions(scene, item_id)) == won


def test_one_thing_told_by_many_at_once_has_one_item(
    scene: Scene, moderators: tuple[int, ...]
) -> None:
    """Each presses twice: one item, one report a person, and a version for each report."""
    for _ in range(ROUNDS):
        with scene.database.write() as session:
            post_id = a_post(session, by=member(scene, 0))
            session.commit()
        form = (("category", "unkind"), ("more", "It hurt."))
        tellers = [scene.people[number] for number in range(1, TELLERS + 1)] * 2
        forget_tries(scene.database)
        answers = all_at_once(
            scene, [scene.press(one, f"/reports/{STAND_IN}/{post_id}", form) for one in tellers]
        )
        assert Counter(status for status, _ in answers) == {303: 2 * TELLERS}
        with scene.database.reading.connect() as connection:
            [(item_id, version)] = connection.execute(
                select(ReviewItem.id, ReviewItem.version).where(ReviewItem.thing_id == post_id)
            )
            reporters = connection.scalars(
                select(Report.reporter_id).where(Report.item_id == item_id)
            )
            assert sorted(reporters) == sorted(set(tellers))
        assert version == TELLERS
