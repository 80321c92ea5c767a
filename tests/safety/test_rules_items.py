"""The states of a review item, and what is said about them: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from safety.rules.items import (
    DONE_WORDS,
    HIDE_REASONS,
    claim_ends_at,
    decisions_for,
    is_claimed,
    told_reason,
    why_moved,
)
from safety.rules.restrictions import strictest

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "claimed"), [(None, False), (0, True), (29, True), (30, False), (31, False)]
)
def test_a_claim_lapses_after_half_an_hour(minutes: int | None, claimed: bool) -> None:
    since = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert is_claimed(since, NOW) is claimed
    assert claim_ends_at(NOW) == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("live", "there", "offered"),
    [
        (True, True, ("no_action", "hidden")),
        (False, True, ("approved", "hidden")),
        (True, False, ("no_action",)),
        (False, False, ("no_action",)),
    ],
)
def test_what_can_be_decided(live: bool, there: bool, offered: tuple[str, ...]) -> None:
    assert decisions_for(live=live, there=there) == offered


@pytest.mark.parametrize(
    ("what", "by", "mine", "says"),
    [
        ("approved", "Priya", False, "Priya already dealt with this."),
        ("hidden", "Priya", False, "Priya already dealt with this."),
        ("no_action", "Priya", True, "You already dealt with this."),
        ("claimed", "Priya", False, "Priya is looking at this now."),
        ("claimed", "Priya", True, "You are looking at this now."),
        ("released", "Priya", False, "Priya put this back just now. Please look at it again."),
        ("reopened", "Priya", False, "Priya opened this again just now. Please look at it again."),
        (
            "reported",
            "Amina",
            False,
            "Somebody has just told us more about this. Please look at it again.",
        ),
        ("held", None, False, "This was changed just now. Please look at it again."),
        (
            "gone",
            None,
            False,
            "Its author has just taken this back, so there is nothing to decide.",
        ),
        ("restricted", "Priya", True, "You did something here just now. Please look at it again."),
        ("", None, False, "Something has just happened here. Please look again."),
    ],
)
def test_what_is_said_to_whoever_comes_too_late(
    what: str, by: str | None, mine: bool, says: str
) -> None:
    assert why_moved(what, by, mine=mine) == says


def test_an_author_is_told_a_reason_for_each_that_can_be_picked() -> None:
    told = [told_reason(key) for key, _, _ in HIDE_REASONS]
    assert len(set(told)) == len(HIDE_REASONS)
    assert [words for words in told if " you " in f" {words} ".lower()] == []


def test_everything_that_happens_has_words() -> None:
    assert all(DONE_WORDS.values())


@pytest.mark.parametrize(
    ("kinds", "counts"),
    [
        ((), None),
        (("waits",), "waits"),
        (("reads_only",), "reads_only"),
        (("waits", "reads_only"), "reads_only"),
    ],
)
def test_the_strictest_counts(kinds: tuple[str, ...], counts: str | None) -> None:
    assert strictest(frozenset(kinds)) == counts
