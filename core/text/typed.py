"""What people type, cleaned on the way in: nothing unseen, no heaps of marks, one line end."""

import re
import unicodedata

#: Marks stacked on one letter beyond this are dropped: "zalgo" text runs over its neighbours,
#: and putting n marks in their order, as normalising does, takes n x n steps.
MAX_MARKS = 4

# Every control character but tab and newline, halves of a character that lost their other half,
# and the private characters that are marks of ours: of a quote in stored HTML (core.text.quotes)
# and of a place that is filled for each page (core.stencils, forum.cards).
_control = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001\ue100-\ue103\ufffe\uffff]"
)
# Every character that stands on the one before, and the few that fall apart into such.
_combining = "\u034f\u0483-\u0489\u0f73\u0f75\u0f81\u20d0-\u20ff\uff9e\uff9f" + "".join(
    letter for letter in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(letter)
)
# No mark is among the Latin letters, and passing over them first is twenty times as quick.
_marks = re.compile(f"((?![\x00-\u02ff])[{_combining}]{{{MAX_MARKS}}})[{_combining}]+")
# Characters that turn the writing direction for the text after them.
_turns = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Characters that leave no mark: two names that differ in them alone look the same.
_unseen = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_spaces = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text with one kind of line end and without characters that no one can see or store."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _few_marks(printable(text)).strip()


def clean_line(text: str) -> str:
    """The text on one line, in composed form, with nothing that could disguise a name."""
    composed = unicodedata.normalize("NFC", clean(_turns.sub("", text)))
    return one_line(_few_marks(composed))


def folded(text: str) -> str:
    """The text as it is compared: no capitals, no accents, no look-alike forms."""
    seen = unicodedata.normalize("NFKD", _few_marks(_unseen.sub("", text))).casefold()
    plain = unicodedata.normalize("NFKD", seen)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def printable(text: str) -> str:
    """The text without control characters and such as nothing can store."""
    return _control.sub("", text)


def one_line(text: str) -> str:
    """The text with single spaces for all that is white in it."""
    return _spaces.sub(" ", text).strip()


def _few_marks(text: str) -> str:
    return _marks.sub(r"\1", text)
