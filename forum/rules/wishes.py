"""What a reader would rather not meet, and what that makes of a post or of a thread in a list.

Source: docs/decisions/0017-each-readers-choices.md
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.refusals import Refusal
from core.search.words import COMMON, words_of
from forum.rules.telling import comparable
from forum.rules.words import NOTES, note_keys, notes_in_words

#: What can be done with posts that carry a content note. Who chose nothing has them folded.
NOTE_CHOICES = {
    "show": "Show",
    "fold": "Cover",
    "hide": "Leave out",
}
FOLD = "fold"

#: So many words can be covered for one reader, and each can be so long. Unit: words; characters.
MOST_MUTE_WORDS = 100
MUTE_WORD_MAX_CHARS = 60


class EnoughWords(Refusal):
    """The reader covers as many words as there is room for."""

    sentence = (
        f"You cover {MOST_MUTE_WORDS} words, and there is room for no more. "
        "Take out some that you no longer need."
    )


def compared(word: str) -> str:
    """A word, or a few in a row, as they are looked for; empty when there is no letter in it."""
    return " ".join(words_of(word))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one reader chose: words to cover, people to fold away, notes to show or to leave out.

    Whoever chose nothing has notes folded, and nothing else.
    """

    words: tuple[str, ...] = ()
    people: frozenset[int] = frozenset()
    shown: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    _phrases: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Have the words ready to be looked for."""
        told = filter(None, map(compared, self.words))
        object.__setattr__(self, "_phrases", tuple(f" {words} " for words in told))

    def cover_words(self, text: str) -> bool:
        """True when one of the words stands in a comparable text, in any of its forms."""
        return any(words in text for words in self._phrases)


#: What holds for everyone who chose nothing.
NO_WISHES = Wishes()


class Cover(NamedTuple):
    """The sentence behind which a post waits; when `whole`, its author waits there as well."""

    sentence: str
    whole: bool = False


LEFT_OUT = Cover("A post you chose to leave out.", whole=True)
MUTED = Cover("From someone you have muted.", whole=True)
HOLDS_WORD = "It holds a word that you chose to cover."


def cover_of_post(
    wishes: Wishes, notes: str, named_author_id: int | None, text: str = ""
) -> Cover | None:
    """What stands before somebody else's post for this reader; None when it stands open.

    `named_author_id` is None where the author's name is not shown: folding what somebody wrote
    without their name, because they are muted, would say that it was they. `text` is comparable.
    """
    keys = note_keys(notes)
    if not wishes.left_out.isdisjoint(keys):
        return LEFT_OUT
    if named_author_id in wishes.people:
        return MUTED
    because = []
    if not wishes.shown.issuperset(keys):
        because.append(f"Content note: {notes_in_words(notes)}.")
    if wishes.cover_words(text):
        because.append(HOLDS_WORD)
    return Cover(" ".join(because)) if because else None


def on_paper(wishes: Wishes) -> Wishes:
    """The same where nothing can be opened: a note that is to be folded stands above the words."""
    return replace(wishes, shown=frozenset(NOTES))


def cover_of_thread(
    wishes: Wishes, notes: str, named_author_id: int | None, title: str
) -> str | None:
    """What stands before somebody else's thread in a list; None when it stands open.

    `notes` are those of its first post. One whose notes are folded shows its title: the words
    are not in the list.
    """
    if not wishes.left_out.isdisjoint(note_keys(notes)):
        return "A thread you chose to leave out."
    if named_author_id in wishes.people:
        return "A thread by someone you have muted."
    if wishes.words and wishes.cover_words(comparable(title)):
        return "A thread with a word that you chose to cover."
    return None


def why_not_word(word: str) -> str | None:
    """What to say about a word that can't be covered; None when it can."""
    told = words_of(word)
    if not told:
        return "Write a word with letters or numbers in it."
    if COMMON.issuperset(told):
        return "That stands in nearly every post. Write a word that is less common."
    return None
