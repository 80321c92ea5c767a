"""What a moderator can ask of one person, for how long, and how strict it is."""

from datetime import timedelta

#: How long a person's posts can be made to wait, from the page of an item. Unit: days.
WAITS_DAYS = (7, 30)

#: It stands in the notice, so it is short.
REASON_MAX_CHARS = 300

#: From mild to strict; the strictest one in force is what counts.
STRICTNESS = ("waits", "reads_only")


def strictest(kinds: frozenset[str]) -> str | None:
    """What counts when more than one is in force."""
    return max(kinds, key=STRICTNESS.index, default=None)


def lasting(days: int) -> timedelta:
    """The days as a span of time."""
    return timedelta(days=days)
