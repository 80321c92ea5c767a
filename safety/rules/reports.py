"""What somebody can tell us about a thing, the reference they get, and how long an answer takes."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from core.limits import Limit

#: Source: Online Safety Act 2023, sections 20 and 21; docs/decisions/0006-limits.md
REPORTS = Limit("report", most=20, window_seconds=86_400)

MORE_MAX_CHARS = 2_000

#: What it is about, in the words of the person who tells us.
CATEGORIES = (
    ("unkind", "It is unkind or bullying"),
    ("danger", "It may not be safe (self-harm, suicide, danger)"),
    ("private", "It has private details about somebody"),
    ("about_me", "It is about me or somebody I care for"),
    ("selling", "It is selling something or is spam"),
    ("law", "I think it is against the law"),
    ("other", "Something else"),
)

#: The category that is looked at before all others.
DANGER = "danger"

#: Letters and figures that nobody mixes up, on paper or on the telephone; no vowels, so no words.
REFERENCE_SIGNS = "234679CDFHJKMNPQRTVWXY"

#: So many answers are needed before their usual time is told, and so many are looked at.
FEWEST_ANSWERS, MOST_ANSWERS = 5, 50

#: What is told while too few have been answered.
USUAL_WAIT = "within two days"

#: The longest usual time that is told in hours, and in days. Unit: hours.
HOURS_TOLD, DAYS_TOLD = 20, 168


def category_words(key: str) -> str:
    """What a category is called."""
    return dict(CATEGORIES)[key]


def new_reference(pick: Callable[[str], str]) -> str:
    """A short name for a report, like "R-7KQ2-M4"; `pick` gives one sign of those it is offered."""
    signs = [pick(REFERENCE_SIGNS) for _ in range(6)]
    return f"R-{''.join(signs[:4])}-{''.join(signs[4:])}"


def tidy_reference(typed: str) -> str:
    """The reference as we write it, however somebody wrote it down."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    six = signs[1:] if len(signs) > 6 else signs  # noqa: PLR2004 - the first R is none of the six
    return f"R-{six[:4]}-{six[4:]}"


def usual_wait(waits: Sequence[timedelta]) -> str:
    """How long an answer usually takes: what three of four of the last ones took at the most."""
    if len(waits) < FEWEST_ANSWERS:
        return USUAL_WAIT
    most = sorted(waits)[-(-3 * len(waits) // 4) - 1]
    hours = max(1, -(-most // timedelta(hours=1)))
    if hours <= HOURS_TOLD:
        return "within an hour" if hours == 1 else f"within {hours} hours"
    days = -(-hours // 24)
    if hours <= DAYS_TOLD:
        return "within a day" if days == 1 else f"within {days} days"
    return f"within {-(-days // 7)} weeks"
