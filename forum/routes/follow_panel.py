"""How somebody hears about a thread or a space, as the pages of both show it."""

from typing import Any

from markupsafe import Markup

from core.stencils import Fact, filled
from forum.queries.follows import Following


def follow_panel(follow: Following) -> Markup:
    """The level that stands, why, and the buttons to choose another."""
    return filled("forum/_follow.html", **follow_values(follow))


def follow_values(follow: Following) -> dict[str, Any]:
    """What the panel says, for a page that is filled with it."""
    return {
        "at": follow.at,
        "what": follow.what,
        "level": Fact(follow.level),
        "why": follow.why or None,
    }
