"""Rendered text as plain lines, for files and for mail."""

import re
from html.parser import HTMLParser

#: What begins a line of its own.
BLOCKS = frozenset(
    {"p", "summary", "h3", "h4", "h5", "h6", "li", "pre", "blockquote", "ul", "ol", "hr"}
)


# Nobody can type these: they come with what core.text.quotes puts behind a sentence.
_waits = re.compile("(<details>|</summary>|</details>)")


def in_lines(html: str) -> str:
    """The words of rendered text with its paragraphs, points and quotes as lines.

    Of what waits behind a sentence there is the sentence.
    """
    reader = _Lines()
    reader.feed(_open(str(html)))
    reader.close()
    return reader.text()


def _open(html: str) -> str:
    """The HTML without what waits behind a sentence."""
    shown, behind = [], 0
    for piece in _waits.split(html):
        if behind:
            behind += {"<details>": 1, "</details>": -1}.get(piece, 0)
        else:
            shown.append(piece)
            behind = int(piece == "</summary>")
    return "".join(shown)


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.quotes = 0
        self.code = False
        self.fresh = True
        self.broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block begins."""
        if tag in BLOCKS:
            self.fresh = True
        if tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.code = True
        elif tag == "li":
            self._begin("- ")
        elif tag == "hr":
            self._begin("* * *")
            self.fresh = True
        elif tag == "br":
            self.lines.append(self._margin())
            self.broken = True
        elif tag == "img":
            self.handle_data(f"[{dict(attrs).get('alt') or 'picture'}]")

    def handle_endtag(self, tag: str) -> None:
        """End the line where a block ends."""
        if tag in BLOCKS:
            self.fresh = True
        if tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.code = False

    def handle_data(self, data: str) -> None:
        """Put words on the line."""
        pieces = data.split("\n") if self.code else [" ".join(data.split("\n"))]
        if not data.strip() and (self.fresh or not self.lines):
            return
        if self.broken:
            pieces[0] = pieces[0].lstrip()
        if self.fresh:
            self._begin("")
        self.broken = False
        self.lines[-1] += pieces[0]
        self.lines += [self._margin() + piece for piece in pieces[1:]]

    def _begin(self, mark: str) -> None:
        if self.lines and not (mark == "- " and self.lines[-1].lstrip("> ").startswith("- ")):
            self.lines.append(self._margin().rstrip())
        self.lines.append(self._margin() + mark)
        self.fresh = False

    def _margin(self) -> str:
        return "> " * self.quotes

    def text(self) -> str:
        """All lines, without spaces at their ends."""
        return "\n".join(line.rstrip() for line in self.lines).strip()
