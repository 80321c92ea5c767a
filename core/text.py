"""What people type, made safe: cleaned on the way in, rendered once at save, shown as stored.

Source: docs/decisions/0004-text-rendered-at-save.md
"""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

#: Raised whenever the rendering changes, so that stored text can be rendered again.
RENDER_VERSION = 1

#: Nesting deeper than this is shown as it was typed; it only comes from people testing the site.
MAX_NESTING = 12

#: What holds other blocks.
CONTAINERS = frozenset({"blockquote_open", "list_item_open"})

#: Marks stacked on one letter beyond this are dropped: "zalgo" text runs over its neighbours,
#: and putting n marks in their order, as normalising does, takes n x n steps.
MAX_MARKS = 4

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}

#: With more open brackets than this nothing is looked for in them: each costs the parser time.
MOST_BRACKETS = 2_000

_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).disable("image")
_without_links = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).disable(
    ["image", "link"]
)
# Every control character but tab and newline, and halves of a character that lost their other half.
_control = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
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
_tags = re.compile(r'<(?:"[^"]*"|[^">])*>')


def clean(text: str) -> str:
    """The text with one kind of line end and without characters that no one can see or store."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _few_marks(_control.sub("", text)).strip()


def clean_line(text: str) -> str:
    """The text on one line, in composed form, with nothing that could disguise a name."""
    composed = unicodedata.normalize("NFC", clean(_turns.sub("", text)))
    return _spaces.sub(" ", _few_marks(composed)).strip()


def folded(text: str) -> str:
    """The text as it is compared: no capitals, no accents, no look-alike forms."""
    seen = unicodedata.normalize("NFKD", _few_marks(_unseen.sub("", text))).casefold()
    plain = unicodedata.normalize("NFKD", seen)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _few_marks(text: str) -> str:
    return _marks.sub(r"\1", text)


def render(markdown: str) -> Markup:
    """Safe HTML for what someone wrote: no raw HTML, no images, no names or classes.

    Headings begin at h3, below the page's own.
    """
    markdown = _control.sub("", markdown)
    parser = _markdown if markdown.count("[") <= MOST_BRACKETS else _without_links
    tokens = parser.parse(markdown)
    if any(token.type in CONTAINERS and token.level >= MAX_NESTING - 1 for token in tokens):
        # The parser drops the words that stand deeper.
        return Markup("<pre><code>{}</code></pre>").format(markdown)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(  # noqa: S704 - this is the one place where HTML becomes trusted
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="nofollow ugc noopener",
            generic_attribute_prefixes=set(),
        )
    )


def plain(html: str) -> str:
    """The words of rendered text, on one line, for search and excerpts."""
    return _spaces.sub(" ", Markup(_tags.sub(" ", html)).unescape()).strip()  # noqa: S704 - made plain


def excerpt(words: str, most_chars: int) -> str:
    """The beginning of some plain words, cut between two of them."""
    if len(words) <= most_chars:
        return words
    return words[:most_chars].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
