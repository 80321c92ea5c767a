"""One search box over threads and events."""

from flask import request
from flask.typing import ResponseReturnValue

from bookings.queries.search import events_that_mention
from core import db
from core.access import Audience, access, person
from core.html import page
from core.text import clean_line
from forum.queries.search import threads_that_mention
from front.routes import blueprint

#: The longest search that is looked for. Unit: characters.
SEARCH_MAX_CHARS = 200


@blueprint.get("/search")
@access(Audience.MEMBER)
def search() -> ResponseReturnValue:
    """Threads and events the person may see that hold every word they looked for."""
    asked = clean_line(request.args.get("q", "")[:SEARCH_MAX_CHARS])
    words = asked.split()
    threads = threads_that_mention(db.connection(), person(), words) if words else []
    events = events_that_mention(db.connection(), person(), words) if words else []
    return page("front/search.html", asked=asked, threads=threads, events=events)
