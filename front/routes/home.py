"""The home page: what is next for me, or what this is for someone new."""

from typing import Any

from flask.typing import ResponseReturnValue

from bookings.queries.events import coming_events, my_coming_events
from bookings.queries.ratings import learning_set_figures
from bookings.queries.sessions import sessions_to_rate
from core import db
from core.access import Audience, access, maybe_person
from core.clock import now
from core.html import page
from core.identity import Identity
from forum.queries.threads import newest_threads
from front.routes import blueprint

#: How many things of each kind the home page shows.
SHOWN = 5


@blueprint.get("/")
@access(Audience.ANYONE)
def home() -> ResponseReturnValue:
    """A welcome to someone new; to a member, their places and what people are talking about."""
    reader = maybe_person()
    if reader is None:
        return page("front/welcome.html", figures=learning_set_figures(db.connection(), now()))
    return page("front/home.html", **_mine(reader))


def _mine(reader: Identity) -> dict[str, Any]:
    connection = db.connection()
    return {
        "places": my_coming_events(connection, reader, SHOWN),
        "to_rate": sessions_to_rate(connection, reader),
        "threads": newest_threads(connection, reader, SHOWN),
        "events": coming_events(connection, reader, None, most=SHOWN).rows,
    }
