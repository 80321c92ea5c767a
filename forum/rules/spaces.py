"""Who reads a space, compared with who reads another: pure, with sentences fit to show."""

import re
from typing import Protocol

from core.refusals import Refusal

NAME_MAX_CHARS = 80
PURPOSE_MAX_CHARS = 500
RULES_MAX_CHARS = 2_000

#: So long is the part of a space's address that is made of its name.
KEY_MAX_CHARS = 50

#: Addresses below /spaces/ that are pages of their own.
NO_KEYS = frozenset({"new", "order"})


class Readable(Protocol):
    """A space that says who reads it."""

    @property
    def group_id(self) -> int | None:
        """The group that it belongs to, if it belongs to one."""

    @property
    def readers(self) -> str:
        """Either everyone (of the group) or organisers."""


class Circle(Readable, Protocol):
    """A space that says who reads it and its titles."""

    @property
    def titles_public(self) -> bool:
        """Whether anybody at all may read what its threads are called."""


class TooOpen(Refusal):
    """More people would read words than those for whom they were written."""

    sentence = (
        "More people can read that place than this one. What was written for a few stays with "
        "those few, so nothing was changed."
    )


class SpaceArchived(Refusal):
    """The space is kept for reading only."""

    sentence = "That space is kept for reading. Please choose another one."


def reads_within(inner: Circle, outer: Circle) -> bool:
    """True when whoever reads `inner` reads `outer` as well: words may go from outer to inner."""
    same_group = outer.group_id is None or inner.group_id == outer.group_id
    return same_group and (outer.readers == "everyone" or inner.readers == "organisers")


def title_stays_within(inner: Circle, outer: Circle) -> bool:
    """True when a title is read by no more people in `inner` than in `outer`."""
    return outer.titles_public or not inner.titles_public


class SpaceChanged(Refusal):
    """Somebody else changed the space since the page was shown."""

    sentence = (
        "Somebody else changed this space while you did. Your words are still here, and below you "
        "see what it says now. If you press the button again, yours are kept."
    )


class OpensWords(Refusal):
    """More people would read what is in the space than those for whom it was written."""

    sentence = (
        "There are words in this space that were written, or begun, for those who can read it now. "
        "What was written for a few stays with those few. You can make a new space for everyone."
    )


class OpensTitles(Refusal):
    """Anybody could read titles that were given when only members could."""

    sentence = (
        "There are threads in this space, and when people gave them their titles, only members "
        "could read those. Titles can be public in a new space."
    )


def only_for(space: Readable) -> str:
    """For whom alone a space is, in words; empty when it is for everyone."""
    if space.group_id is not None:
        return "Only your group" if space.readers == "everyone" else "Only your group's organisers"
    return "" if space.readers == "everyone" else "Only organisers"


def why_not_open(before: Circle, after: Circle, *, holds_words: bool) -> Refusal | None:
    """Why a space's readers can't become these, or None when they can."""
    if not holds_words:
        return None
    if not reads_within(after, before):
        return OpensWords()
    return None if title_stays_within(after, before) else OpensTitles()


def key_from(name: str) -> str:
    """The beginning of a space's address, of the letters and figures of its folded name."""
    kept = re.sub("[^a-z0-9]+", "-", name).strip("-")
    return kept[:KEY_MAX_CHARS].strip("-") or "space"
