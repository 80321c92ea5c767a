"""Quotes of other posts, which are checked each time they are shown.

A blockquote whose first line is `[quote 123]` holds words of post 123. Whether a reader may see
that post is known only when the page is made, so stored HTML keeps the quote between two marks of
private characters, which nobody can type: `core.text.typed` takes them out of everything.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from core.text.typed import clean, printable

#: Quotes of one text that are checked; the marks of further ones are words like any others.
MOST_QUOTES = 50


class Behind(NamedTuple):
    """The line above a quote, and the sentence behind which both wait for this reader."""

    sentence: str
    line: Markup


#: What stands above a quote of a post; None when this reader may not see it.
Show = Callable[[int], Markup | Behind | None]

#: Stands in place of words that the reader may not see.
CLOSED = Markup("<p>The words quoted here are not open to you, or are no longer there.</p>\n")

# Nine digits: any key there will ever be, and none that an engine cannot compare.
_marker = re.compile(r"\[quote ([1-9][0-9]{0,8})\][ \t]*(?:\n[ \t]*|$)")
_markers_anywhere = re.compile(r"\[quote ([1-9][0-9]{0,8})\]")
_sentinel = re.compile("\ue000(?:q([0-9]+)|/q)\ue001")
# Comments hold the place of the marks until nothing typed can be left: nobody can type a comment.
_comment = re.compile("<!--(/?q[0-9]*)-->")


def quote(post_id: int, words: str) -> str:
    """Some words of a post, as one would type a quote of them; an answer can follow at once."""
    lines = [f"[quote {post_id}]", *clean(words).split("\n")]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"


def without_markers(markdown: str) -> str:
    """What somebody typed in another place, where a number in a quote means no post of ours."""
    while _markers_anywhere.search(markdown):
        markdown = _markers_anywhere.sub("", markdown)
    return markdown


def quoted_in(html: str) -> set[int]:
    """The posts that some rendered text quotes."""
    return {int(found[1]) for found in _sentinel.finditer(html) if found[1]}


def with_quotes(html: str, show: Show) -> Markup:
    """Rendered text as one reader may see it.

    `show` gives the line that stands above a quote of that post: who wrote it, and a link. None
    means that this reader may not see it, and a sentence takes the place of the quoted words;
    what is Behind another sentence is there for them to open.
    """
    return Markup(_checked(html, show, CLOSED))  # noqa: S704 - rendered; what is added is escaped


def without_quotes(html: str) -> str:
    """Rendered text without the words of other posts."""
    return _checked(html, lambda _: None, "")


def _checked(html: str, show: Show, closed: str) -> str:
    if "\ue000" not in html:
        return html
    first, *rest = _sentinel.split(html)
    shown = [first]
    ends: list[str | None] = []  # of the quotes we are in; None in one that is not shown
    for post_id, words in zip(rest[::2], rest[1::2], strict=True):
        if post_id is None:
            shown.append((ends.pop() if ends else None) or "")
        else:
            begin, end = ("", None) if None in ends else _edges(show(int(post_id)), closed)
            shown.append(begin)
            ends.append(end)
        if None not in ends:
            shown.append(words)
    return "".join([*shown, *filter(None, reversed(ends))])


def _edges(line: Markup | Behind | None, closed: str) -> tuple[str, str | None]:
    """What stands before a quote, and after it if it is shown."""
    if line is None:
        return closed, None
    if isinstance(line, Behind):
        return (
            f"<details><summary>{escape(line.sentence)}</summary>{escape(line.line)}",
            "</details>",
        )
    return escape(line), ""


def take_markers(state: StateCore) -> None:
    """The parser's rule: a blockquote that begins with a marker knows what it quotes."""
    open_quotes: list[bool] = []
    left = MOST_QUOTES
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            post_id = _taken_marker(state.tokens[index + 1 : index + 4]) if left else None
            open_quotes.append(post_id is not None)
            if post_id is not None:
                left -= 1
                token.meta["quote"] = post_id
        elif token.type == "blockquote_close" and open_quotes.pop():
            token.meta["quote"] = None


def _taken_marker(following: list[Token]) -> int | None:
    """The number in the marker that begins these tokens; the marker's line is taken away.

    A line of "=" under the quoted words makes the marker part of a heading.
    """
    opening, words, closing = (*following, None, None, None)[:3]
    if opening is None or words is None or closing is None or words.type != "inline":
        return None
    found = _marker.match(words.content) if not opening.markup.startswith("#") else None
    if not found:
        return None
    words.content = words.content[found.end() :]
    opening.hidden = closing.hidden = not words.content
    return int(found[1])


def put_comment(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, _: EnvType
) -> str:
    """The renderer's rule for both ends of a blockquote: a comment outside of a quote's tags."""
    token = tokens[index]
    tag = self.renderToken(tokens, index, options, _)
    if token.nesting == 1 and tokens[index + 1].type == "blockquote_close":
        tag += "\n"  # as the specification has it
    if "quote" not in token.meta:
        return tag
    if token.nesting == 1:
        return tag.replace("<", f"<!--q{token.meta['quote']}--><", 1)
    return tag.replace(">", "><!--/q-->", 1)


def with_marks(html: str) -> str:
    """What the renderer gave, with marks in place of its comments and no such marks beside them."""
    return _comment.sub("\ue000\\1\ue001", printable(html))


def all_marked(html: str, typed: str) -> str:
    """Some HTML as one quote of every post that the typed words name."""
    ids = list(dict.fromkeys(_markers_anywhere.findall(typed)))[:MOST_QUOTES]
    begun = "".join(f"\ue000q{post_id}\ue001" for post_id in ids)
    return begun + html + "\ue000/q\ue001" * len(ids)
