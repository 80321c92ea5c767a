"""The ten challenges stand in one place; what every installation lays out agrees with it."""

import tomllib

import pytest

from front.groundwork import SPACES
from programme.rules import CHALLENGES, challenge_number


def test_there_are_ten_in_order() -> None:
    assert [challenge.number for challenge in CHALLENGES] == list(range(1, 11))
    assert len({challenge.key for challenge in CHALLENGES}) == 10


def test_the_spaces_are_named_after_them() -> None:
    spaces = tomllib.loads(SPACES.read_text("utf-8"))["space"]
    named = [
        (space["challenge"], space["key"], space["name"])
        for space in spaces
        if "challenge" in space
    ]
    assert named == [(each.number, each.key, each.name) for each in CHALLENGES]


@pytest.mark.parametrize(
    ("told", "number"),
    [("1", 1), ("10", 10), ("0", None), ("11", None), ("", None), (None, None), ("٣", None)],
)
def test_a_number_in_an_address(told: str | None, number: int | None) -> None:
    assert challenge_number(told) == number
