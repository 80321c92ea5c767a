"""The list of spaces, and the threads in one."""

from flask import request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import page
from core.paging import cursor
from core.refusals import found
from forum.policies import may_start_thread
from forum.queries.follows import following_of_space
from forum.queries.spaces import space_visible_to, spaces_for
from forum.queries.threads import pinned_in, threads_in
from forum.routes import blueprint


@blueprint.get("/spaces")
@access(Audience.MEMBER)
def spaces() -> ResponseReturnValue:
    """Every space the person may see."""
    return page("forum/spaces.html", spaces=spaces_for(db.connection(), person()))


@blueprint.get("/spaces/<slug:key>")
@access(Audience.MEMBER)
def space(key: str) -> ResponseReturnValue:
    """One space and a page of its threads, the liveliest first."""
    here = found(space_visible_to(db.connection(), person(), key))
    threads = threads_in(db.connection(), person(), here, cursor(request.args.get("after")))
    pinned = pinned_in(db.connection(), person(), here) if threads.first else []
    return page(
        "forum/space.html",
        space=here,
        threads=threads,
        pinned=pinned,
        may_start=may_start_thread(person(), here) and here.archived_at is None,
        follow=following_of_space(here),
    )
