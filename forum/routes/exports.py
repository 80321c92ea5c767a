"""A thread to print or to keep as text, and a feed of titles for public spaces.

Source: RFC 4287 (Atom)
"""

from urllib.parse import urlsplit

from flask import current_app, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import document, page
from core.refusals import Missing, found
from forum.queries.decisions import DecisionView, decision_of
from forum.queries.exports import POSTS_A_PART, part_of_thread, public_feed
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint


@blueprint.get("/threads/<id:thread_id>/print")
@access(Audience.MEMBER)
def printed_thread(thread_id: int) -> ResponseReturnValue:
    """A thread without anything to press, for paper."""
    here, part, parts = _asked(thread_id)
    posts = part_of_thread(db.connection(), person(), here, part)
    return page(
        "forum/printed_thread.html",
        thread=here,
        decision=_decision(here, part),
        posts=posts,
        part=part,
        parts=parts,
    )


@blueprint.get("/threads/<id:thread_id>/text")
@access(Audience.MEMBER)
def thread_text(thread_id: int) -> ResponseReturnValue:
    """A thread as plain text, to keep."""
    here, part, parts = _asked(thread_id)
    posts = part_of_thread(db.connection(), person(), here, part)
    return document(
        "forum/thread.txt",
        "text/plain",
        file_name=f"thread-{here.id}.txt",
        thread=here,
        decision=_decision(here, part),
        posts=posts,
        part=part,
        parts=parts,
    )


def _decision(here: ThreadView, part: int) -> DecisionView | None:
    """What became of what was said, for the first part: it is read before the posts."""
    return decision_of(db.connection(), here) if part == 1 else None


def _asked(thread_id: int) -> tuple[ThreadView, int, int]:
    """The thread, the part asked for and how many there are. Raises: Missing."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    parts = max(1, -(-here.last_post_no // POSTS_A_PART))
    part = request.args.get("part", 1, type=int)
    if here.merged_into_id is not None or not 1 <= part <= parts:
        raise Missing
    return here, part, parts


@blueprint.get("/spaces/<slug:key>/feed")
@access(Audience.ANYONE)
def feed(key: str) -> ResponseReturnValue:
    """The titles of a space's threads, for anybody's feed reader, if the space allows it."""
    told = found(public_feed(db.connection(), key))
    url = current_app.config["PUBLIC_URL"]
    host = urlsplit(url).hostname
    return document("forum/feed.xml", "application/atom+xml", feed=told, public_url=url, host=host)
