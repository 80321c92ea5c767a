"""How somebody hears about a thread or a space, as the pages of both show it."""

from markupsafe import Markup

from core.stencils import Fact, filled
from forum.queries.follows import Following


def follow_panel(follow: Following) -> Markup:
    """The level that stands, why, and the buttons to choose another."""
    return filled(
        "forum/_follow.html",
        at=follow.at,
        what=follow.what,
        level=Fact(follow.level),
        why=follow.why or None,
    )
