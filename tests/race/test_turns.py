"""Turns on the waiting list: every place given up goes to whoever has waited longest, once."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.server import Served
from tests.race.crowd import all_at_once
from tests.race.scene import Scene

pytestmark = pytest.mark.race

PLACES = 20


def test_twenty_leave_twice_each_while_sixty_wait(scene: Scene, server: Served) -> None:
    first, line = scene.people[:PLACES], scene.people[PLACES : PLACES + 60]
    event = scene.an_event(PLACES, booked=first, waiting=line)
    presses = [scene.press(one, f"/events/{event}/place/leave") for one in first * 2]
    with _watched(scene, event) as seen:
        answers = all_at_once(server.port, presses)
    assert Counter(answer.status for answer in answers) == {200: 2 * PLACES}
    assert seen == {PLACES}
    assert scene.people_in(event) == list(line[:PLACES])
    assert scene.people_waiting(event) == list(line[PLACES:])
    assert scene.mails("place_came_free", event) == dict.fromkeys(line[:PLACES], 1)
    assert scene.mails("place_given_up", event) == dict.fromkeys(first, 1)


@contextmanager
def _watched(scene: Scene, event: int) -> Iterator[set[int]]:
    """How many people had a place, each time somebody looked while the block ran."""
    seen: set[int] = set()
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            seen.add(len(scene.people_in(event)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
