"""A killed server: whoever was told "You have a place" has it when the house opens again."""

import asyncio
import os
import signal
from contextlib import suppress

import pytest

from benchmarks.server import HOUSE, Served, served
from tests.race.crowd import press_one
from tests.race.scene import CARER, Scene

pytestmark = pytest.mark.race

ROUNDS = 5
AT_A_TIME = 16


def test_no_place_that_was_answered_is_lost(scene: Scene) -> None:
    log = scene.ground.folder / "killed.log"
    event, told = scene.an_event(capacity=1_000), list[int]()
    for number in range(1, ROUNDS + 1):
        with served(HOUSE, scene.ground.environment, log) as house:
            _assert_kept(scene, event, told)
            event = scene.an_event(capacity=1_000)
            told = asyncio.run(_book_until_killed(scene, house, event, answers=number * 10))
        assert len(told) >= number * 10
    with served(HOUSE, scene.ground.environment, log):
        _assert_kept(scene, event, told)


def _assert_kept(scene: Scene, event: int, told: list[int]) -> None:
    """Everyone who was told that they have a place has it, and everyone who has it has one mail."""
    kept = scene.people_in(event)
    assert [one for one in told if one not in kept] == []
    assert scene.mails("place_booked", event) == dict.fromkeys(kept, 1)


async def _book_until_killed(scene: Scene, house: Served, event: int, answers: int) -> list[int]:
    """Who was told that they have a place, by a server that was killed after so many answers."""
    told: list[int] = []
    still_to_press = iter(scene.people)

    async def press_on() -> None:
        for one in still_to_press:
            with suppress(OSError, EOFError):
                answer = await press_one(
                    house.port, scene.press(one, f"/events/{event}/place", CARER)
                )
                assert answer.status == 200
                assert "You have a place" in answer.body
                told.append(one)
                if len(told) == answers:
                    os.killpg(house.group, signal.SIGKILL)

    async with asyncio.timeout(60):
        await asyncio.gather(*(press_on() for _ in range(AT_A_TIME)))
    return told
