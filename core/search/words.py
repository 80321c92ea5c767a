"""From text to the words that an index holds: folded, cut to their stems, the same on every engine.

Both engines are given words that are ready. Neither cuts or folds by itself, because each knows
another list of letters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from core.search.stems import stem
from core.text import folded

#: Longer words are cut: PostgreSQL holds no word of more than 2,046 bytes. Unit: characters.
WORD_MAX_CHARS = 64

#: Words that are kept with their stems, because most words come again. Unit: words.
REMEMBERED = 16_384

# Chinese and Japanese are written without spaces: there each sign is a word.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_word = re.compile(f"(?![\\W_])[{_SIGNS}]|[^\\W_{_SIGNS}]+")
# What stands between two signs of ASCII, spaces, dashes or quotation marks. An apostrophe belongs
# to its word: "don't" is one, and so is "dont".
_BETWEEN = "\\s\x00-&(-/:-@\\[-`{-\x9f\xab\xbb\u2000-\u200a\u2010-\u2018\u201a-\u2027\u3000-\u3003"
_piece = re.compile(f"[{_SIGNS}]|[^{_BETWEEN}{_SIGNS}]+")
_apostrophes = re.compile("['\u2019\u02bc\uff07]")


def words_of(text: str) -> list[str]:
    """The words of a text as the index holds them: letters and digits and nothing else."""
    return [word for _, _, words in pieces(text) for word in words]


def pieces(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where each written piece of a text begins and ends, and the words it stands for."""
    for found in _piece.finditer(text):
        yield found.start(), found.end(), _words_in(found.group())


def _words_in(piece: str) -> tuple[str, ...]:
    return _remembered(piece) if len(piece) <= WORD_MAX_CHARS else _cut(piece)


@lru_cache(REMEMBERED)
def _remembered(piece: str) -> tuple[str, ...]:
    return _cut(piece)


def _cut(piece: str) -> tuple[str, ...]:
    told = _apostrophes.sub("", folded(piece))
    return tuple(stem(word[:WORD_MAX_CHARS]) for word in _word.findall(told))


#: The words that stand in most texts. Looking for two of them in a row is slow without help.
COMMON = frozenset(
    words_of(
        "a about all an and are as at be been but by can do for from get had has have he her his"
        " how i if in is it its just like me more my no not of on one or our out people she so"
        " some that the their them there they this to up us was we what when which who will with"
        " would you your"
    )
)


def common_pairs(words: Sequence[str]) -> list[str]:
    """Each two common words that follow one another, as one word that nobody can write."""
    return [f"{one}={two}" for one, two in pairwise(words) if one in COMMON and two in COMMON]
