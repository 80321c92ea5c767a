"""Templates rendered once with holes in them, and filled for each page: for the busiest pages.

Source: docs/decisions/0005-speed.md
"""

import re
from collections.abc import Hashable

from flask import current_app
from markupsafe import Markup, escape

# Nobody can type these: core.text takes private characters out of everything.
_OPEN, _SHUT = "\ue100", "\ue101"
_hole = re.compile(f"{_OPEN}([a-z_]+){_SHUT}")


class Stencil:
    """A template with holes: what stands around them was rendered once, for one set of facts."""

    def __init__(self, html: str) -> None:
        """Cut the HTML at its holes."""
        pieces = _hole.split(html)
        self._pieces = pieces
        self._holes = list(zip(range(1, len(pieces), 2), pieces[1::2], strict=True))

    def fill(self, **values: object) -> str:
        """The HTML with these values in its holes; what is not Markup is escaped."""
        pieces = self._pieces.copy()
        for place, name in self._holes:
            pieces[place] = escape(values[name])
        return "".join(pieces)


def hole(name: str) -> Markup:
    """What stands in a template's context where a value will come."""
    return Markup(f"{_OPEN}{name}{_SHUT}")  # noqa: S704 - two marks and a name of ours


def stencil(template: str, holes: tuple[str, ...], **fixed: Hashable) -> Stencil:
    """The stencil of a template with these facts, made when it is first asked for.

    The facts are the same for many pages: each set of them is kept for as long as the app lives.
    """
    made: dict[Hashable, Stencil] = current_app.extensions.setdefault("stencils", {})
    key = (template, holes, *fixed.items())
    found = made.get(key)
    if found is None:
        context = {name: hole(name) for name in holes}
        html = current_app.jinja_env.get_template(template).render(context, **fixed)
        found = made[key] = Stencil(html)
    return found
