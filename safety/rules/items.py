"""The states of a review item: what leads from one to the next, and what is said about it.

Source: docs/decisions/0011-review-items.md
"""

from datetime import datetime, timedelta

from core.refusals import Refusal

#: Whoever said "I am looking at this" has so long before it is free again. Unit: minutes.
CLAIM_MINUTES = 30

OWN_WORDS_MAX_CHARS = 1_000

#: The beginning of a thing's words, as the queue shows it. Unit: characters.
FIRST_LINE_CHARS = 100

#: Why something was hidden: the key, what a moderator picks, what its author is told.
HIDE_REASONS = (
    ("unkind", "It is unkind to somebody", "It may hurt somebody who reads it."),
    (
        "danger",
        "It could put somebody at risk",
        "It goes into detail that could put somebody at risk.",
    ),
    ("private", "It has private details in it", "It has private details in it."),
    ("selling", "It sells something, or is spam", "It reads like an advertisement."),
    ("law", "It may be against the law", "It may be against the law."),
    ("rules", "It goes against another ground rule", "It does not fit with our ground rules."),
    ("other", "Something else", "A moderator thought it should not stay in sight."),
)

#: Why something waits, in a word or two for the queue.
WHY_WORDS = {
    "newcomer": "A newcomer's post",
    "rule": "A rule stopped it",
    "space": "This space waits",
    "restriction": "This account waits",
    "report": "Somebody told us",
}

#: What an entry of the history says was done.
DONE_WORDS = {
    "held": "it began to wait",
    "reported": "told us about it",
    "claimed": "began to look at it",
    "released": "put it back",
    "approved": "let everyone see it",
    "hidden": "hid it",
    "no_action": "left it as it is",
    "gone": "its author took it back",
    "reopened": "opened it again",
    "restricted": "asked for this person's posts to wait",
    "unrestricted": "ended the wait for this person's posts",
}


class Moved(Refusal):
    """Something happened to the item after the moderator's page was made."""

    sentence = "Something has just happened here. Please look again."


class NotForThis(Refusal):
    """The state of the item offers no such decision."""

    sentence = "That can't be decided about this one. Please look again."


def claim_ends_at(claimed_at: datetime) -> datetime:
    """When the item is free for others again."""
    return claimed_at + timedelta(minutes=CLAIM_MINUTES)


def is_claimed(claimed_at: datetime | None, now: datetime) -> bool:
    """True while somebody is looking at it."""
    return claimed_at is not None and now < claim_ends_at(claimed_at)


def decisions_for(*, live: bool, there: bool) -> tuple[str, ...]:
    """What a moderator can decide about a thing that members see now, or don't, or that is gone."""
    if not there:
        return ("no_action",)
    return ("no_action", "hidden") if live else ("approved", "hidden")


def why_moved(what: str, by_name: str | None, *, mine: bool) -> str:
    """What to say to a moderator who comes too late, from the last thing that was done."""
    if what in _MOVED_BY_OTHERS:
        return _MOVED_BY_OTHERS[what]
    who = "You" if mine else by_name
    if who is None:
        return Moved.sentence
    did = _MODERATOR_DID.get(what, "did something here just now. Please look at it again.")
    return f"{who} {did}".replace("You is", "You are")


#: Not by a moderator, so no name is told.
_MOVED_BY_OTHERS = {
    "held": "This was changed just now. Please look at it again.",
    "reported": "Somebody has just told us more about this. Please look at it again.",
    "gone": "Its author has just taken this back, so there is nothing to decide.",
}

_MODERATOR_DID = {
    "claimed": "is looking at this now.",
    "released": "put this back just now. Please look at it again.",
    "reopened": "opened this again just now. Please look at it again.",
    **dict.fromkeys(("approved", "hidden", "no_action"), "already dealt with this."),
}


def told_reason(key: str) -> str:
    """What an author is told about the reason that a moderator picked."""
    return next(told for reason, _, told in HIDE_REASONS if reason == key)
