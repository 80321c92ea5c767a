"""The same press many times over: an impatient finger, a slow line, two open windows."""

from collections import Counter

import pytest

from benchmarks.server import Served
from tests.race.crowd import all_at_once
from tests.race.scene import CARER, Scene

pytestmark = pytest.mark.race


def test_five_people_press_twenty_times_each(scene: Scene, server: Served) -> None:
    event = scene.an_event(capacity=10)
    five = scene.people[:5]
    presses = [scene.press(one, f"/events/{event}/place", CARER) for one in five * 20]
    answers = all_at_once(server.port, presses)
    assert Counter(answer.status for answer in answers) == {200: 100}
    assert scene.people_in(event) == list(five)
    assert scene.mails("place_booked", event) == dict.fromkeys(five, 1)
