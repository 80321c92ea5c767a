"""Pictures that somebody put into a text: our own only, and never without words for them."""

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from core.text.typed import clean_line

_key = "/pictures/([A-Za-z0-9_-]{16,40})"
_typed = re.compile(rf"!\[((?:[^\[\]\\]|\\.)*)\]\({_key}\)", re.DOTALL)
_shown = re.compile(rf'<img src="{_key}"')
_special = re.compile(r"([\\\[\]&])")

#: The address of a picture of ours, and no other.
OUR_PICTURE = re.compile(_key)


def picture(key: str, alt: str) -> str:
    """A picture of ours, as one would type it; `alt` says what is to be seen."""
    words = _special.sub(r"\\\1", clean_line(alt))
    return f"![{words}](/pictures/{key})"


def pictures_in(html: str) -> set[str]:
    """The keys of the pictures that some rendered text shows."""
    return {found[1] for found in _shown.finditer(html)}


def put_picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """The parser's rule: a picture of ours; every other one stays a link with a "!" before it."""
    if state.src[state.pos] != "!":
        return False
    found = _typed.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        _put(state, clean_line(unescapeAll(found[1])), f"/pictures/{found[2]}")
    state.pos = found.end()
    return True


def _put(state: StateInline, alt: str, src: str) -> None:
    if alt:
        state.push("picture", "img", 0).attrs = {"src": src, "alt": alt, "loading": "lazy"}
        return
    # Nobody said what is to be seen. It is a link then, unless it stands in one already.
    if not state.linkLevel:
        state.push("link_open", "a", 1).attrs = {"href": src}
    state.push("text", "", 0).content = "picture"
    if not state.linkLevel:
        state.push("link_close", "a", -1)
