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

# What stands in a stencil's key where any value may come.
_ANY = object()


class Fact(str):
    """One of a few words that a template may ask about, and so is no hole in it."""

    __slots__ = ()


class Stencil:
    """A template with holes: what stands around them was rendered once, for one set of facts."""

    def __init__(self, html: str) -> None:
        """Cut the HTML at its holes."""
        self._pieces = _hole.split(html)
        self._holes = list(enumerate(self._pieces))[1::2]

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The HTML with these values in its holes; what is not Markup is escaped."""
        pieces = self._pieces.copy()
        for place, name in self._holes:
            pieces[place] = escape(values[name])
        return Markup("".join(pieces))  # noqa: S704 - a template's, and what was just escaped


def filled(template: str, **values: Any) -> Markup:
    """The template with these values in it.

    True, False, None and a `Fact` are known to the template, which may ask about them; any other
    value is a hole for it, and cannot be compared, counted or sorted. What is kept for the next
    page is made of nothing else: no value of one reader can reach another one's page.
    """
    key = (template, *[_fact_in(pair) for pair in values.items()])
    made: dict[Any, Stencil] = current_app.extensions["stencils"]
    stencil = made.get(key)
    if stencil is None:
        context = {name: hole if hole is not _ANY else _marked(name) for name, hole in key[1:]}
        html = current_app.jinja_env.get_template(template).render(context)
        stencil = made[key] = Stencil(html)
    return stencil.fill(values)


def _fact_in(pair: tuple[str, Any]) -> tuple[str, Any]:
    name, value = pair
    if value is None or value is True or value is False or type(value) is Fact:
        return pair
    return name, _ANY


def _marked(name: str) -> Markup:
    return Markup(f"{_OPEN}{name}{_SHUT}")  # noqa: S704 - two marks and a name of ours
