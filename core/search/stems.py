"""The stem of an English word, so that "sleep" finds "sleeping" and "carer" finds "carers".

Source: M. F. Porter, the English (Porter2) stemmer, https://snowballstem.org; steps 1 and 5 alone.
The steps between them, which make one word of "organise" and "organ", find too much.
"""

import re

#: Words of fewer letters are their own stem. Unit: letters.
FEWEST_LETTERS = 3

_vowel = re.compile("[aeiouy]")
_word = re.compile("[a-z]+")
# Where the endings begin that may go: after the first consonant that follows a vowel.
_region = re.compile("[aeiouy][^aeiouy]")
_short_end = re.compile("(?:^[aeiouy]|[^aeiouy][aeiouy])[^aeiouywx]$")
_doubled = re.compile("(bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_ending = re.compile("(?:ing|ed)(?:ly)?$")


def stem(word: str) -> str:
    """The folded word without the endings of plurals and of verbs; other alphabets as they are."""
    if len(word) < FEWEST_LETTERS or not _word.fullmatch(word):
        return word
    return _last_e(_last_y(_verb(_plural(word))))


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]  # noqa: PLR2004 - "cries", but "ties"
    if word.endswith("s") and not word.endswith(("us", "ss")) and _vowel.search(word[:-2]):
        return word[:-1]
    return word


def _verb(word: str) -> str:
    if word.endswith(("eed", "eedly")):
        start = word.rindex("eed")
        return word[: start + 2] if start >= _region_of(word) else word
    found = _ending.search(word)
    if found is None or not _vowel.search(word[: found.start()]):
        return word
    rest = word[: found.start()]
    if rest.endswith(("at", "bl", "iz")):
        return f"{rest}e"
    if _doubled.search(rest):
        return rest[:-1]
    return f"{rest}e" if _is_short(rest) else rest


def _last_y(word: str) -> str:
    if len(word) >= FEWEST_LETTERS and word[-1] == "y" and word[-2] not in "aeiouy":
        return f"{word[:-1]}i"
    return word


def _last_e(word: str) -> str:
    rest, region = word[:-1], _region_of(word)
    if not word.endswith("e") or len(rest) < region:
        return word
    return rest if len(rest) >= _region_of(word, region) or not _short_end.search(rest) else word


def _region_of(word: str, after: int = 0) -> int:
    found = _region.search(word, after)
    return found.end() if found else len(word)


def _is_short(word: str) -> bool:
    return bool(_short_end.search(word)) and _region_of(word) == len(word)
