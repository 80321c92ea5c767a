"""Decisions: from what was said, by way of what was considered, to what was done; or why not.

Source: docs/decisions/0018-what-became-of-it.md
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.refusals import Refusal

#: The steps on the way, in their order.
ON_THE_WAY = ("said", "considered", "decided", "done")

#: Where a decision can stand, in words. The last is an end too: what can't be is said, and why.
STAGES = {
    "said": "Said",
    "considered": "Considered",
    "decided": "Decided",
    "done": "Done",
    "cannot": "Can’t, and why",
}

#: The same for whoever moves a decision on, with what each means.
MEANINGS = {
    "said": "Said: somebody raised it, and nobody has looked into it yet",
    "considered": "Considered: people are looking into it",
    "decided": "Decided: we know what we will do, and who looks after it",
    "done": "Done: it happened, and we say what is different now",
    "cannot": "Can’t, and why: it is not going to happen, and we say why",
}

#: Where nothing more is awaited.
ENDS = frozenset({"done", "cannot"})

#: When nothing was said about it for longer, that is said. Unit: days.
SILENT_DAYS = 30

#: What one step is told in. Unit: characters.
WORDS_MAX_CHARS = 2_000

#: As many steps are shown as a reader may want; the oldest are left out first.
MOST_STEPS_SHOWN = 50

#: As many names are offered to whoever looks for an owner.
MOST_NAMES_OFFERED = 30

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DecisionTaken(Refusal):
    """A thread in which a step was taken goes on being a decision."""

    sentence = (
        "A step was taken here already, and people were told. So it stays a decision: "
        "otherwise nobody could see any more what became of it."
    )


class NothingToDecide(Refusal):
    """The thread is no decision, or not any more."""

    sentence = "Nothing is being decided in this thread. Its tools can make it a decision."


class ChangedMeanwhile(Refusal):
    """Somebody else said something about the decision while this was being written."""

    sentence = (
        "Somebody else changed this while you were writing. What they said is here now, and your "
        "words are still in the box. Please read theirs, and send yours again if they still fit."
    )


class OwnerCannotRead(Refusal):
    """Whoever should look after it can't see the thread any more."""

    sentence = "The person you chose can’t read this thread any more. Please choose another one."


@dataclass(frozen=True, slots=True)
class Mark:
    """One step as the line of steps shows it: `place` is past, now or ahead."""

    stage: str
    words: str
    place: str


def label_of(kind: str, stage: str | None) -> str | None:
    """What a list says of a thread's kind, with the step at which a decision stands, in words."""
    if kind == "talk":
        return None
    told = kind.capitalize()
    return f"{told}: {STAGES[stage].lower()}" if stage else told


def line_of_steps(stage: str) -> list[Mark]:
    """The steps that a decision takes, with the one at which it stands."""
    line = ("said", "cannot") if stage == "cannot" else ON_THE_WAY
    now = line.index(stage)
    places = ("past",) * now + ("now",) + ("ahead",) * (len(line) - now - 1)
    return [Mark(one, STAGES[one], place) for one, place in zip(line, places, strict=True)]


def goes_back(before: str, after: str) -> bool:
    """True when a decision goes back a step, or what had ended is taken up again."""
    order = [*ON_THE_WAY, "cannot"]
    if before in ENDS:
        return after not in ENDS
    return order.index(after) < order.index(before)


def needs_owner(stage: str) -> bool:
    """True when a promise was made: somebody has to look after it."""
    return stage == "decided"


def due_after(stage: str, due_on: date | None) -> date | None:
    """The day by which it is hoped for; what has ended is not hoped for any more."""
    return None if stage in ENDS else due_on


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a decision that has not ended keeps people waiting: late, silent, both or neither."""

    late: bool
    silent: bool


def waiting(
    stage: str, due_on: date | None, changed_at: datetime, *, today: date, now: datetime
) -> Waiting:
    """Whether the day that was hoped for has passed, and whether nothing was said for long."""
    if stage in ENDS:
        return Waiting(late=False, silent=False)
    late = due_on is not None and due_on < today
    return Waiting(late=late, silent=changed_at < silent_since(now))


def silent_since(now: datetime) -> datetime:
    """A decision about which nothing was said since is silent."""
    return now - timedelta(days=SILENT_DAYS)


def day_named(told: str) -> date | None:
    """The day that words such as "3 March 2027", "3/3/2027" or "2027-03-03" name, or None."""
    text = told.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = found.groups()
    elif (found := _IN_WORDS.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        day, month, year = found[1], str(_MONTHS.index(found[2][:3].lower()) + 1), found[3]
    else:
        return None
    with suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


def step_words(stage: str, title: str | None, *, back: bool) -> str:
    """What a notice says of a step. `title` is None for somebody who would rather not meet it."""
    shown = f"“{title}”" if title else "something that was raised"
    if back:
        return f"It went back a step, and the thread says why: {shown}."
    return {
        "said": f"It waits for an answer again: {shown}.",
        "considered": f"People are looking into what was said: {shown}.",
        "decided": f"Something was decided: {shown}.",
        "done": f"You said, we did: {shown}.",
        "cannot": f"This can’t be done, and the thread says why: {shown}.",
    }[stage]


def owner_words(title: str | None) -> str:
    """What a notice says to whoever is to look after a decision from now on."""
    shown = f"“{title}”" if title else "something that was raised"
    return f"You are asked to look after this: {shown}."


def merged_words(title: str, stage: str) -> str:
    """What is said in a decision that takes another one in."""
    return (
        f"Another decision became part of this one: “{title}”. It stood at “{STAGES[stage]}”. "
        "What was said about it stands here too, by its dates."
    )


def key_of_step(step_id: int) -> str:
    """The key of the notices of a step: one a person and step."""
    return f"step:{step_id}"


def address_of_decision(thread_id: int) -> str:
    """Where a notice of a step leads."""
    return f"/threads/{thread_id}#decision"
