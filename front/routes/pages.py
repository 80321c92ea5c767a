"""The quiet pages: what this is, what is kept, how well it works for everyone."""

from flask.typing import ResponseReturnValue

from core.access import Audience, access
from core.html import page
from front.routes import blueprint


@blueprint.get("/about")
@access(Audience.ANYONE)
def about() -> ResponseReturnValue:
    """What the network is and how it works."""
    return page("front/about.html")


@blueprint.get("/ground-rules")
@access(Audience.ANYONE)
def ground_rules() -> ResponseReturnValue:
    """How we treat each other here."""
    return page("front/ground_rules.html")


@blueprint.get("/privacy")
@access(Audience.ANYONE)
def privacy() -> ResponseReturnValue:
    """What is kept about people, and who can see it."""
    return page("front/privacy.html")


@blueprint.get("/accessibility")
@access(Audience.ANYONE)
def accessibility() -> ResponseReturnValue:
    """How well the site works for everyone, and what is not done yet."""
    return page("front/accessibility.html")
