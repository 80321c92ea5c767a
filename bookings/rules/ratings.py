"""What ratings say and how sure one can be: pure sums.

Source: Wilson, JASA 1927; Brown, Cai and DasGupta, Statistical Science 2001 (why not the Wald
interval).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from core.refusals import Refusal

#: The five words, best first, always in this order.
RATINGS = (
    ("excellent", "Excellent"),
    ("very_good", "Very good"),
    ("good", "Good"),
    ("fair", "Fair"),
    ("poor", "Poor"),
)

#: The ratings that count as "Excellent or Very good".
TOP_TWO = frozenset({"excellent", "very_good"})

#: Fewer answers than this are not shown: one person could be picked out. Unit: answers.
FEWEST_SHOWN = 5

#: After the first, answers are shown so many at a time: one alone could be watched for.
#: Unit: answers. Source: docs/decisions/0007-ratings-without-names.md
RELEASED_TOGETHER = 3

#: Feedback can be given for so long after a session. Unit: days.
FEEDBACK_DAYS = 60

#: The normal quantile for a 95 % interval.
Z_95 = 1.959963984540054

ANSWER_MAX_CHARS = 2_000


class AlreadyRated(Refusal):
    """This person's answer is in, and nobody can tell which it is."""

    sentence = "You have already told us about this session. Thank you."


class FeedbackNotOpen(Refusal):
    """The session has not ended yet, or it ended long ago."""

    sentence = "You can tell us what you thought once the session has ended, and for 60 days after."


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its 95 % interval. Unit: 0 to 1."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def percent(self) -> int:
        """The share, rounded half up. Unit: percent."""
        return percent(self.part / self.whole)

    @property
    def low_percent(self) -> int:
        """The interval's lower end. Unit: percent."""
        return percent(self.low)

    @property
    def high_percent(self) -> int:
        """The interval's upper end. Unit: percent."""
        return percent(self.high)


def percent(share: float) -> int:
    """A share as people say it, rounded half up. Unit: percent."""
    return int(share * 100 + 0.5)


def wilson_interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % score interval of a share. Unit: 0 to 1. Raises: ValueError, for an empty whole."""
    if whole < 1 or not 0 <= part <= whole:
        raise ValueError("a share needs a part of something")
    share, square = part / whole, Z_95 * Z_95
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = (
        Z_95
        * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
        / (1 + square / whole)
    )
    return max(0.0, middle - half), min(1.0, middle + half)


def share_of(part: int, whole: int) -> Share | None:
    """The share with its interval, or None when there is no whole."""
    if whole == 0:
        return None
    return Share(part, whole, *wilson_interval(part, whole))


def top_two(counts: Sequence[tuple[str, int]]) -> Share | None:
    """The share of Excellent and Very good among all ratings."""
    whole = sum(count for _, count in counts)
    return share_of(sum(count for rating, count in counts if rating in TOP_TWO), whole)


def may_release(released: int, waiting: int) -> bool:
    """True when the answers that wait are enough to be shown together."""
    return waiting >= (RELEASED_TOGETHER if released else FEWEST_SHOWN)


def feedback_open(ended_at: datetime, now: datetime) -> bool:
    """True from the session's end for sixty days."""
    return ended_at <= now <= ended_at + timedelta(days=FEEDBACK_DAYS)
