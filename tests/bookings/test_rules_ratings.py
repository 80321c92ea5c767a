"""The sums of ratings, against a formula of our own and against published values."""

from datetime import UTC, datetime, timedelta
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.ratings import (
    FEWEST_SHOWN,
    RATINGS,
    feedback_open,
    percent,
    share_of,
    top_two,
    wilson_interval,
)


def by_the_quadratic(part: int, whole: int) -> tuple[float, float]:
    """Both p with (p - part/whole)^2 = z^2 p (1 - p) / whole: what the score interval is."""
    z = NormalDist().inv_cdf(0.975)
    a = whole + z * z
    b = -(2 * part + z * z)
    c = part * part / whole
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (5, 5, 0.5655, 1.0),
        (9, 10, 0.5958, 0.9821),
        (18, 20, 0.6990, 0.9721),
        (45, 50, 0.7864, 0.9565),
        (0, 5, 0.0, 0.4345),
    ],
)
def test_wilson_to_four_places(part: int, whole: int, low: float, high: float) -> None:
    assert wilson_interval(part, whole) == pytest.approx((low, high), abs=0.00005)
    assert wilson_interval(part, whole) == pytest.approx(by_the_quadratic(part, whole), abs=1e-12)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (5, 5, 57, 100),
        (4, 4, 51, 100),
        (9, 10, 60, 98),
        (18, 20, 70, 97),
        (45, 50, 79, 96),
        (90, 100, 83, 94),
        (0, 5, 0, 43),
    ],
)
def test_wilson_as_people_read_it(part: int, whole: int, low: int, high: int) -> None:
    """Source: the research behind this site, checked there against statsmodels."""
    share = share_of(part, whole)
    assert share
    assert (share.low_percent, share.high_percent) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_for_any_share(share: tuple[int, int]) -> None:
    part, whole = share
    low, high = wilson_interval(part, whole)
    assert (low, high) == pytest.approx(by_the_quadratic(part, whole), abs=1e-9)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1
    mirrored = wilson_interval(whole - part, whole)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-12)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (1, 0), (-1, 5), (6, 5), (1, -1)])
def test_no_share_of_nothing(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="a share needs a part of something"):
        wilson_interval(part, whole)


def test_a_share_of_nobody_is_none() -> None:
    assert share_of(0, 0) is None
    assert top_two([]) is None


@pytest.mark.parametrize(
    ("share", "said"), [(0, 0), (0.004999, 0), (0.005, 1), (0.125, 13), (0.994, 99), (1, 100)]
)
def test_percent_is_rounded_half_up(share: float, said: int) -> None:
    assert percent(share) == said


def test_top_two_counts_excellent_and_very_good() -> None:
    counts = [("excellent", 3), ("very_good", 4), ("good", 2), ("fair", 1), ("poor", 0)]
    found = top_two(counts)
    assert found
    assert (found.part, found.whole, found.percent) == (7, 10, 70)


ENDED = datetime(2026, 3, 3, 12, tzinfo=UTC)
STEP = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (ENDED - STEP, False),
        (ENDED, True),
        (ENDED + timedelta(days=60), True),
        (ENDED + timedelta(days=60) + STEP, False),
    ],
)
def test_feedback_is_open_for_sixty_days(moment: datetime, is_open: bool) -> None:
    assert feedback_open(ENDED, moment) is is_open


def test_the_words_stand_in_their_order() -> None:
    assert [word for _, word in RATINGS] == ["Excellent", "Very good", "Good", "Fair", "Poor"]
    assert FEWEST_SHOWN == 5
