"""What people type, as it is shown: CommonMark without raw HTML, then a short list of tags."""

import re
from collections.abc import Iterator, Mapping

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from core.text.mentions import NOBODY, Mentioned, mention
from core.text.pictures import OUR_PICTURE, put_picture
from core.text.quotes import all_marked, put_comment, take_markers, with_marks, without_quotes
from core.text.typed import one_line, printable

#: Raised whenever the rendering changes, so that stored text can be rendered again.
RENDER_VERSION = 2

#: Nesting deeper than this is shown as it was typed; it only comes from people testing the site.
MAX_NESTING = 12

#: With more open brackets than this nothing is looked for in them: each costs the parser time.
MOST_BRACKETS = 2_000

#: What holds other blocks.
CONTAINERS = frozenset({"blockquote_open", "list_item_open"})

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
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt", "loading", "src"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}

_tags = re.compile(r'<(?:"[^"]*"|[^">])*>')
_alt = re.compile(r'<img [^>"]*"[^"]*" alt="([^"]*)"')


def _parser(*left_out: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.disable(["image", *left_out])
    parser.core.ruler.after("block", "quotes", take_markers)
    parser.inline.ruler.push("picture", put_picture)
    parser.inline.ruler.push("mention", mention)
    parser.add_render_rule("blockquote_open", put_comment)
    parser.add_render_rule("blockquote_close", put_comment)
    return parser


#: The parser of everything that people write.
PARSER = _parser()
_without_links = _parser("link")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay: a picture is shown from this house alone."""
    strange = tag == "img" and name == "src" and not OUR_PICTURE.fullmatch(value)
    return None if strange else value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel="nofollow ugc noopener",
    generic_attribute_prefixes=set(),
)


def sanitised(html: str) -> Markup:
    """The HTML with nothing in it that is not on the list."""
    return Markup(_cleaner.clean(html))  # noqa: S704 - this is the one place where HTML becomes trusted


def render(markdown: str, *, people: Mapping[str, Mentioned] = NOBODY) -> Markup:
    """Safe HTML for what someone wrote: no raw HTML, no pictures from elsewhere, no classes.

    Headings begin at h3, below the page's own. `people` are those who may be mentioned, by the
    folded name as it is typed. Quotes of posts are marked, for `with_quotes` to show or not.
    """
    markdown = printable(markdown)
    parser, tokens = _parsed(markdown, people)
    if _too_deep(tokens):
        # The parser drops the words that stand deeper.
        return sanitised(
            all_marked(Markup("<pre><code>{}</code></pre>").format(markdown), markdown)
        )
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.children:
            _name_empty_links(token.children)
    return sanitised(with_marks(parser.renderer.render(tokens, parser.options, {})))


def mentioned_in(markdown: str, people: Mapping[str, Mentioned]) -> set[int]:
    """Who of these people is mentioned, other than in words quoted from another post."""
    if not people:
        return set()
    _, tokens = _parsed(printable(markdown), people)
    own = [] if _too_deep(tokens) else _own_words(tokens)
    return {
        child.meta["mentioned"]
        for token in own
        for child in token.children or ()
        if "mentioned" in child.meta
    }


def plain(html: str) -> str:
    """The words of rendered text on one line, for search and excerpts; none quoted from a post."""
    # Text that is marked as safe would escape what is put into it.
    words = _alt.sub(r"\1 <img", without_quotes(str(html)))
    return one_line(Markup(_tags.sub(" ", words)).unescape())  # noqa: S704 - made plain


def excerpt(words: str, most_chars: int) -> str:
    """The beginning of some plain words, cut between two of them."""
    if len(words) <= most_chars:
        return words
    return words[:most_chars].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _parsed(markdown: str, people: Mapping[str, Mentioned]) -> tuple[MarkdownIt, list[Token]]:
    parser = PARSER if markdown.count("[") <= MOST_BRACKETS else _without_links
    return parser, parser.parse(markdown, {"people": people})


def _too_deep(tokens: list[Token]) -> bool:
    return any(token.type in CONTAINERS and token.level >= MAX_NESTING - 1 for token in tokens)


def _own_words(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if "quote" in token.meta else 0
        if not depth:
            yield token


def _name_empty_links(children: list[Token]) -> None:
    """A link without words says where it leads: nobody could find or hear it else."""
    for index in range(len(children) - 1, 0, -1):
        before = children[index - 1]
        if children[index].type == "link_close" and before.type == "link_open":
            children.insert(index, Token("text", "", 0, content=str(before.attrGet("href"))))
