"""References that nobody mixes up, and how long an answer usually takes."""

from datetime import timedelta
from itertools import cycle

import pytest

from safety.rules.reports import (
    CATEGORIES,
    REFERENCE_SIGNS,
    category_words,
    new_reference,
    tidy_reference,
    usual_wait,
)


def test_no_two_signs_look_alike() -> None:
    look_alike = ("0ODQ", "1IL", "2Z", "5S", "8B", "UV", "6G")
    assert len(set(REFERENCE_SIGNS)) == len(REFERENCE_SIGNS) == 22
    for group in look_alike[1:]:
        assert len(set(group) & set(REFERENCE_SIGNS)) <= 1, group
    assert set("0O") & set(REFERENCE_SIGNS) == set()
    assert set("AEIOU") & set(REFERENCE_SIGNS) == set()


def test_a_reference_is_short() -> None:
    signs = cycle("7KQ2M4")
    assert new_reference(lambda _: next(signs)) == "R-7KQ2-M4"
    offered = []
    new_reference(lambda among: offered.append(among) or "7")  # type: ignore[func-returns-value]
    assert offered == [REFERENCE_SIGNS] * 6


@pytest.mark.parametrize(
    "typed", ["R-7KQ2-M4", "r-7kq2-m4", "7KQ2M4", "r 7kq2 m4", " R7KQ2M4. ", "R–7KQ2–M4"]
)
def test_it_is_known_however_it_was_written_down(typed: str) -> None:
    assert tidy_reference(typed) == "R-7KQ2-M4"


def test_one_that_begins_with_an_r_is_known_too() -> None:
    assert {tidy_reference(typed) for typed in ("R-RKQ2-M4", "RKQ2M4", "rrkq2m4")} == {"R-RKQ2-M4"}


@pytest.mark.parametrize("typed", ["", "R", "-", "R-", "x" * 5_000, "\x00", "ß"])
def test_what_is_no_reference_is_nobodys(typed: str) -> None:
    assert tidy_reference(typed) != "R-7KQ2-M4"


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ([], "within two days"),
        ([1, 1, 1, 1], "within two days"),
        ([0, 0, 0, 0, 0], "within an hour"),
        ([0.5, 0.6, 0.7, 1.0, 90], "within an hour"),
        ([1, 1, 1, 1.5, 90], "within 2 hours"),
        ([20, 20, 20, 20, 20], "within 20 hours"),
        ([21, 21, 21, 21, 21], "within a day"),
        ([25, 25, 25, 25, 1], "within 2 days"),
        ([168] * 5, "within 7 days"),
        ([169] * 5, "within 2 weeks"),
        ([1] * 38 + [100] * 12, "within an hour"),
        ([1] * 37 + [100] * 13, "within 5 days"),
    ],
)
def test_the_usual_wait(hours: list[float], says: str) -> None:
    assert usual_wait([timedelta(hours=number) for number in hours]) == says


def test_every_category_has_words() -> None:
    assert [category_words(key) for key, _ in CATEGORIES] == [words for _, words in CATEGORIES]
