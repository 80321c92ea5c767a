"""The list of spaces, and the threads in one."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core import db
from core.access import Audience, access, person
from core.html import filled_page, page
from core.paging import cursor
from core.refusals import found
from forum.policies import may_change_space, may_start_space, may_start_thread
from forum.queries.follows import following_of_space
from forum.queries.spaces import SpaceView, space_visible_to, spaces_for
from forum.queries.thread_lists import pinned_in, threads_in
from forum.routes import blueprint
from forum.routes.follow_panel import follow_panel
from forum.routes.thread_rows import thread_rows
from forum.rules.spaces import only_for


@blueprint.get("/spaces")
@access(Audience.MEMBER)
def spaces() -> ResponseReturnValue:
    """Every space the person may see."""
    return page(
        "forum/spaces.html",
        spaces=spaces_for(db.connection(), person()),
        may_start=may_start_space(person()),
    )


@blueprint.get("/spaces/<slug:key>")
@access(Audience.MEMBER)
def space(key: str) -> ResponseReturnValue:
    """One space and a page of its threads, the liveliest first."""
    here = found(space_visible_to(db.connection(), person(), key))
    threads = threads_in(db.connection(), person(), here, cursor(request.args.get("after")))
    pinned = pinned_in(db.connection(), person(), here) if threads.first else []
    shown = [*pinned, *threads.rows]
    return filled_page(
        "forum/space.html",
        **_about(here),
        rows=thread_rows(shown) if shown else None,
        first=threads.first,
        next=threads.next,
        follow=follow_panel(following_of_space(here)),
    )


def _about(here: SpaceView) -> dict[str, Any]:
    """What a space's page says above its threads."""
    return {
        "key": here.key,
        "name": here.name,
        "purpose": here.purpose,
        "ground_rules": _in_paragraphs(here.ground_rules) or None,
        "archived": here.archived_at is not None,
        "closed": f"{only} can read this space." if (only := only_for(here)) else None,
        "may_change": may_change_space(person()),
        "titles_public": here.titles_public,
        "may_start": may_start_thread(person(), here) and here.archived_at is None,
    }


def _in_paragraphs(words: str) -> Markup:
    lines = filter(None, map(str.strip, words.splitlines()))
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
