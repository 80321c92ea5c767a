"""Mentions: "@Sam B" becomes a link under the name that person has now.

The words are kept as they were typed, and who was meant beside them; so a mention survives a new
name by being rendered again.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markdown_it.rules_inline import StateInline

from core.text.typed import folded, one_line, printable

#: A name is looked for in so many characters after an "@"; no display name is longer.
LONGEST_NAME_CHARS = 40

#: Names are looked for behind so many "@" of one text; further ones stay as they were typed.
MOST_MENTIONS = 20

# What stands before the "@" of an e-mail address or inside of a link that nobody marked as one.
_not_before = frozenset(".+-/=&#%@\\")
_at = re.compile("@")
# Makes one picture of the two letters beside it.
_joiner = "\u200d"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody who is mentioned, under the name they have now."""

    person_id: int
    name: str


#: The people of a text that mentions nobody.
NOBODY: Mapping[str, Mentioned] = MappingProxyType({})


def mention_candidates(markdown: str) -> frozenset[str]:
    """Every folded string that could be the name of somebody mentioned, for one query."""
    text = printable(markdown)
    found: set[str] = set()
    looked = 0
    for sign in _at.finditer(text):
        if names := _names_at(text, sign.start()):
            found.update(name for _, name in names)
            looked += 1
        if looked == MOST_MENTIONS:
            break
    return frozenset(found)


def mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """The parser's rule: the longest name that is known after an "@" becomes a link."""
    at = state.pos
    people: Mapping[str, Mentioned] = state.env.get("people", NOBODY)
    # What stands in a link is its text; and looking ahead, an "@" is a sign like any other.
    if silent or state.linkLevel or not people or state.src[at] != "@":
        return False
    looked = state.env.get("looked", 0)
    names = _names_at(state.src, at) if looked < MOST_MENTIONS else []
    state.env["looked"] = looked + bool(names)
    for end, name in names:
        if name in people:
            _put_link(state, people[name])
            state.pos = end
            return True
    return False


def _put_link(state: StateInline, who: Mentioned) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": f"/people/{who.person_id}"}
    opening.meta = {"mentioned": who.person_id}
    state.push("text", "", 0).content = f"@{who.name}"
    state.push("link_close", "a", -1)


def _names_at(text: str, at: int) -> list[tuple[int, str]]:
    """Where a name that begins after this "@" could end, and that name folded; longest first."""
    before = text[at - 1 : at]
    start = at + 1
    line = text[start : start + LONGEST_NAME_CHARS + 1].partition("\n")[0]
    if not line or line[0].isspace() or before in _not_before or _in_a_word(before):
        return []
    ends = range(min(len(line), LONGEST_NAME_CHARS), 0, -1)
    names = ((start + end, folded(one_line(line[:end]))) for end in ends if _may_end(line, end))
    return [(end, name) for end, name in names if name]


def _may_end(line: str, end: int) -> bool:
    """Whether a name may end here: not before a space, not inside of a word or of a letter."""
    last, following = line[end - 1], line[end : end + 1]
    if last.isspace() or last == _joiner or _stands_on_a_letter(following):
        return False
    return not (_in_a_word(following) and (_in_a_word(last) or _stands_on_a_letter(last)))


def _in_a_word(letter: str) -> bool:
    return letter.isalnum()


def _stands_on_a_letter(letter: str) -> bool:
    return letter != "" and unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}
