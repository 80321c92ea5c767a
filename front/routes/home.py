"""The home page: what is next for me, or what this is for someone new."""

from typing import Any

from flask.typing import ResponseReturnValue

from accounts.actions.breaks import welcome_back
from accounts.queries.breaks import break_of
from bookings.queries.events import coming_events, my_coming_events
from bookings.queries.ratings import learning_set_figures
from bookings.queries.sessions import sessions_to_rate
from core import db
from core.access import Audience, access, maybe_person
from core.after_answer import after_answer
from core.clock import now
from core.html import page
from core.identity import Identity
from forum.queries.thread_lists import newest_threads
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
    away = break_of(db.connection(), reader.id)
    if away and away.over:
        after_answer(lambda session: welcome_back(session, reader.id))
    return page("front/home.html", away=away, **_mine(reader))


def _mine(reader: Identity) -> dict[str, Any]:
    connection = db.connection()
    return {
        "places": my_coming_events(connection, reader, SHOWN),
        "to_rate": sessions_to_rate(connection, reader),
        "threads": newest_threads(connection, reader, SHOWN),
        "events": coming_events(connection, reader, None, most=SHOWN).rows,
    }
