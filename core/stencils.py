"""Templates rendered once with holes in them, and filled for each page: for the busiest pages.

Source: docs/decisions/0005-speed.md
"""

import re
from collections.abc import Mapping
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

# Nobody can type these: core.text takes private characters out of everything.
_OPEN, _SHUT = "\ue100", "\ue101"
_hole = re.compile(f"{_OPEN}([a-z_]+){_SHUT}")


class Fact(str):
    """One of a few words that a template may ask about, and so is no hole in it."""

    __slots__ = ()


class Encoded(bytes):
    """HTML that is safe and encoded: a large part of a page, so that it is copied once."""

    __slots__ = ()

    def __html__(self) -> str:
        """The HTML, for a template that is rendered as a whole."""
        return self.decode()


class Stencil:
    """A template with holes: what stands around them was rendered once, for one set of facts."""

    def __init__(self, html: str) -> None:
        """Cut the HTML at its holes."""
        self._pieces = _hole.split(html)
        self._holes = list(enumerate(self._pieces))[1::2]
        self._encoded = [piece.encode() for piece in self._pieces]

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The HTML with these values in its holes; what is not Markup is escaped."""
        pieces = self._pieces.copy()
        for place, name in self._holes:
            value = values[name]
            # A number has nothing to escape.
            pieces[place] = str(value) if type(value) is int else escape(value)
        return Markup("".join(pieces))  # noqa: S704 - a template's, and what was just escaped

    def fill_page(self, values: Mapping[str, object]) -> Encoded:
        """The same, encoded; it takes encoded parts too."""
        pieces = self._encoded.copy()
        for place, name in self._holes:
            value = values[name]
            pieces[place] = value if type(value) is Encoded else escape(value).encode()
        return Encoded(b"".join(pieces))


def filled(template: str, **values: Any) -> Markup:
    """The template with these values in it.

    True, False, None and a `Fact` are known to the template, which may ask about them; any other
    value is a hole for it, and cannot be compared, counted or sorted. What is kept for the next
    page is made of nothing else: no value of one reader can reach another one's page.
    """
    return _stencil(template, values).fill(values)


def filled_page(template: str, **values: Any) -> Encoded:
    """The same, encoded; a value may be a part that is encoded already."""
    return _stencil(template, values).fill_page(values)


def _stencil(template: str, values: Mapping[str, Any]) -> Stencil:
    """The stencil for these facts, made when it is first asked for and kept with the app."""
    facts = [
        (name, value)
        for name, value in values.items()
        if value is None or value is True or value is False or type(value) is Fact
    ]
    key = (template, *facts)
    made: dict[object, Stencil] = current_app.extensions["stencils"]
    found = made.get(key)
    if found is None:
        holes = {name: _marked(name) for name in values}
        html = current_app.jinja_env.get_template(template).render(holes | dict(facts))
        found = made[key] = Stencil(html)
    return found


def _marked(name: str) -> Markup:
    return Markup(f"{_OPEN}{name}{_SHUT}")  # noqa: S704 - two marks and a name of ours
