"""Words not sent yet: where they belong, how long they are kept, when they may give way."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from core.limits import Limit
from core.refusals import Refusal
from forum.rules.words import Choices

#: Words that nobody went on with are taken out after this long. Unit: days.
DRAFT_DAYS = 30

#: So many places at once can hold somebody's words.
MOST_DRAFTS = 100

#: Source: docs/decisions/0006-limits.md
DRAFTS = Limit("draft", most=60, window_seconds=60)

#: As much of saved words is shown in a list of them.
FIRST_WORDS_CHARS = 160

#: What somebody may be writing: a reply in a thread, an answer to one post, a new thread in a
#: space, a change to a post of their own. Nine digits: any key that there will ever be.
_place = re.compile(r"(thread|answer|space|post):([1-9][0-9]{0,8})", re.ASCII)


class DraftMovedOn(Refusal):
    """Other words were saved in the place since this page was made."""

    sentence = "A newer version of this was saved on another page or device."


class TooManyDrafts(Refusal):
    """The person keeps words in as many places as the site has room for."""

    sentence = (
        f"You have saved words in {MOST_DRAFTS} places, and there is room for no more. "
        "Remove some that you no longer need."
    )


class Place(NamedTuple):
    """What some words are for: a kind of writing, and the number of what it is about."""

    kind: str
    id: int

    def __str__(self) -> str:
        """The place as a page and the table name it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class About:
    """What a new thread is going to be about: its tags as they were typed, an event by number."""

    kind: str = "talk"
    tags: str = ""
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unsent:
    """Words as a page holds them, with what was chosen about them, and about their new thread.

    `sequence` is that of the saved words which the page knows; `page` tells it from all others.
    """

    place: Place
    title: str
    text: str
    choices: Choices
    sequence: int
    page: str | None
    about: About = About()

    @property
    def empty(self) -> bool:
        """True when nothing was written."""
        return not (self.title or self.text)

    def may_follow(self, sequence: int, page: str | None) -> bool:
        """Whether these words may take the place of saved ones, or come from an older page."""
        return sequence <= self.sequence or (page is not None and page == self.page)


def place_named(told: str) -> Place | None:
    """The place of a name such as "thread:12"; None when it is no such name."""
    found = _place.fullmatch(told)
    return Place(found[1], int(found[2])) if found else None
