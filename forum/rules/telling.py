"""Who is told of a post and in what words: pure, and nothing of what somebody wrote but a title."""

import re
from collections.abc import Iterable
from enum import IntEnum

from core.search.words import words_of

#: So long after a post goes live no mail about it leaves: it can still be put right or taken back.
#: Unit: minutes.
UNDO_MINUTES = 15

#: So many people are told in one turn, before others get theirs. Unit: people.
PEOPLE_A_PIECE = 500

#: What could not be told waits so long before it is tried again. Unit: minutes.
PUT_OFF_MINUTES = 2

#: Stand around a name: they keep its direction of writing to itself, and no name can hold them.
#: Source: Unicode Standard Annex 9, 2.4 (FSI and PDI)
NAME_BEGINS, NAME_ENDS = "\u2068", "\u2069"

_name = re.compile(f"^{NAME_BEGINS}[^{NAME_ENDS}]*{NAME_ENDS}")


class Why(IntEnum):
    """Why somebody hears of a post; the nearest reason counts."""

    NAMED = 1
    ANSWERED = 2
    FOLLOWS_THREAD = 3
    FOLLOWS_SPACE = 4

    @property
    def in_person(self) -> bool:
        """True when the post speaks to them, and not to everyone who follows."""
        return self in {Why.NAMED, Why.ANSWERED}


def notice_words(why: Why, title: str | None, name: str) -> str:
    """What a notice says. `title` is None for somebody who would rather not meet it."""
    shown = f"“{title}”" if title else "a thread"
    match why:
        case Why.NAMED:
            return f"{_apart(name)} named you in {shown}."
        case Why.ANSWERED:
            return f"{_apart(name)} answered you in {shown}."
        case Why.FOLLOWS_THREAD:
            ends = f": {shown}" if title else "."
            return f"Somebody replied in a thread you follow{ends}"
        case Why.FOLLOWS_SPACE:
            ends = f": {shown}" if title else "."
            return f"There is a new thread in a space you follow{ends}"


def under_name(words: str, name: str) -> str:
    """What a notice says, with this name in the place of the one that it began with."""
    return _name.sub(lambda _: _apart(name), words)


def retitled(words: str, before: str, after: str) -> str:
    """What a notice says, with the title that a thread has now."""
    return words.replace(f"“{before}”", f"“{after}”")


def _apart(name: str) -> str:
    return f"{NAME_BEGINS}{name}{NAME_ENDS}"


def key_in_person(post_id: int) -> str:
    """The key of the notices of a post that speaks to somebody."""
    return f"post:{post_id}"


def key_of_thread(thread_id: int) -> str:
    """The key of the notice that something is new in a thread: one a person, renewed when read."""
    return f"thread:{thread_id}"


def address_of_post(post_id: int) -> str:
    """Where a notice leads: it holds wherever the post goes."""
    return f"/posts/{post_id}"


def comparable(*texts: str) -> str:
    """Texts as words are looked for in them, each on its own."""
    return "\n".join(f" {' '.join(words_of(text))} " for text in texts)


def meets_word(text: str, muted: Iterable[str]) -> bool:
    """True when one of these stands in a comparable text, in any of its forms, as search has it."""
    told = (" ".join(words_of(word)) for word in muted)
    return any(f" {words} " in text for words in told if words)
