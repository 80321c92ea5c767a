"""Two hundred people and one place; and the same without the lock, which must go wrong."""

from collections import Counter

import pytest

from benchmarks.server import Served, served
from tests.race.crowd import all_at_once
from tests.race.scene import CARER, Scene

pytestmark = pytest.mark.race

CROWD = 200

UNLOCKED = ("benchmarks.serve", "tests.race.unlocked:app")

TOO_LATE = "The last place went just now. You can join the waiting list."


def test_two_hundred_people_and_one_place(scene: Scene, server: Served) -> None:
    event = scene.an_event(capacity=1)
    crowd = scene.people[:CROWD]
    answers = all_at_once(
        server.port, [scene.press(one, f"/events/{event}/place", CARER) for one in crowd]
    )
    assert Counter(answer.status for answer in answers) == {200: 1, 409: CROWD - 1}
    winner = next(one for one, answer in zip(crowd, answers, strict=True) if answer.status == 200)
    assert scene.people_in(event) == [winner]
    assert scene.mails("place_booked", event) == {winner: 1}
    for answer in answers:
        if answer.status == 409:
            assert TOO_LATE in answer.body
            assert f'hx-post="/events/{event}/waiting"' in answer.body


def test_without_the_lock_the_place_is_given_twice(scene: Scene) -> None:
    event = scene.an_event(capacity=1)
    log = scene.ground.folder / "unlocked.log"
    with served(UNLOCKED, scene.ground.environment, log) as unlocked:
        presses = [
            scene.press(one, f"/events/{event}/place", CARER) for one in scene.people[:CROWD]
        ]
        all_at_once(unlocked.port, presses)
    sold = len(scene.people_in(event))
    assert sold > 1, "if this control does not oversell, the test above proves nothing"
