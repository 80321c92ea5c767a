"""What waits for moderators, and what they decided."""

from flask import request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import page
from core.paging import cursor
from safety.queries.lists import items_by_reference, items_decided, items_waiting
from safety.routes import blueprint


@blueprint.get("/moderation")
@access(Audience.MODERATOR)
def review_queue() -> ResponseReturnValue:
    """A page of what waits; or the one item that a reference belongs to."""
    asked = request.args.get("reference", "")[:40].strip()
    if asked:
        found = items_by_reference(db.connection(), person(), asked)
        return page("safety/reference.html", items=found, asked=asked)
    # The rows that may be about danger come first: which of the two a page begins in is told.
    turn = 0 if request.args.get("urgent") == "yes" else 1
    items = items_waiting(db.connection(), person(), cursor(request.args.get("after")), turn)
    return page("safety/queue.html", items=items)


@blueprint.get("/moderation/decided")
@access(Audience.MODERATOR)
def decided_items() -> ResponseReturnValue:
    """A page of what was decided, the newest first."""
    items = items_decided(db.connection(), person(), cursor(request.args.get("after")))
    return page("safety/decided.html", items=items)
