"""The page with the numbers to ring."""

from flask.typing import ResponseReturnValue

from core.access import Audience, access
from core.html import page
from safety.routes import blueprint


@blueprint.get("/help-now")
@access(Audience.ANYONE)
def help_now() -> ResponseReturnValue:
    """Who is there day and night, and what each of them is for."""
    return page("safety/help_now.html")
