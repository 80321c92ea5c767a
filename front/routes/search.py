"""One search box over discussions and events."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from bookings.queries.search import FoundEvent, events_found
from core import db
from core.access import Audience, access, person
from core.html import page
from core.identity import Identity
from core.paging import Page
from core.search.asked import Asked, asked
from core.text import clean_line
from forum.queries.search import FoundPost, looking_for, posts_found
from forum.queries.wishes import wishes_of
from front.routes import blueprint

#: The longest search that is looked for. Unit: characters.
SEARCH_MAX_CHARS = 200

#: What can be looked for; each has pages of its own.
KINDS = ("posts", "events")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows: a page of each kind, or of one kind only, and what there is to say."""

    posts: Page[FoundPost] | None
    events: Page[FoundEvent] | None
    remarks: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """True when there is nothing at all to show."""
        return not any(shown.rows for shown in (self.posts, self.events) if shown)


@blueprint.get("/search")
@access(Audience.MEMBER)
def search() -> ResponseReturnValue:
    """Posts and events that the person may see and that hold what they look for."""
    typed = clean_line(request.args.get("q", "")[:SEARCH_MAX_CHARS])
    found = _found(db.connection(), person(), asked(typed), *_older()) if typed else None
    return page("front/search.html", typed=typed, found=found)


def _older() -> tuple[str | None, int | None]:
    """Which kind is shown alone, and the number after which its page begins."""
    for kind in KINDS:
        told = request.args.get(kind, "")[:10]
        if told.isascii() and told.isdigit():
            return kind, min(int(told), 2**31 - 1)
    return None, None


def _found(
    connection: Connection, reader: Identity, looked_for: Asked, kind: str | None, older: int | None
) -> Found:
    wishes = wishes_of(connection, reader)
    posts, events, remarks = None, None, looked_for.remarks
    if kind != "events":
        looking = looking_for(connection, reader, looked_for, wishes)
        remarks += looking.remarks
        posts = posts_found(connection, reader, looking, older)
    if kind != "posts":
        events = events_found(connection, reader, looked_for, wishes.words, older)
    return Found(posts, events, remarks)
