"""All tags, the threads under one, and what a thread is about."""

from flask import request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import page
from core.paging import cursor
from core.refusals import Missing, Refusal
from forum.actions.tags import describe_thread as describe
from forum.forms.about import AboutThread
from forum.queries.tags import tags_for, threads_under
from forum.routes import blueprint
from forum.routes.tools_page import (
    about_form,
    description_of,
    thread_to_describe,
    tool_again,
    tool_used,
    tools_page,
)
from forum.rules.tags import TAG_MAX_CHARS


@blueprint.get("/tags")
@access(Audience.MEMBER)
def tags() -> ResponseReturnValue:
    """The tags of all threads that the person may see, in order of letters."""
    after = request.args.get("after", "")[:TAG_MAX_CHARS]
    shown, following = tags_for(db.connection(), person(), after)
    return page("forum/tags.html", tags=shown, next=following, first=not after)


@blueprint.get("/tags/<slug:key>")
@access(Audience.MEMBER)
def tag(key: str) -> ResponseReturnValue:
    """The threads under one tag, the liveliest first."""
    threads = threads_under(db.connection(), person(), key, cursor(request.args.get("after")))
    if threads.first and not threads.rows:
        raise Missing
    return page("forum/tag.html", tag=key, threads=threads)


@blueprint.post("/threads/<id:thread_id>/description")
@access(Audience.MEMBER)
def describe_thread(thread_id: int) -> ResponseReturnValue:
    """Say what a thread is about."""
    here = thread_to_describe(thread_id)
    form = about_form(here, AboutThread(request.form))
    if not form.validate():
        return tools_page(here, "about", 422, about=form, form=form)
    try:
        describe(db.session(), person().id, here.id, description_of(form, here))
    except Refusal as refusal:
        return tool_again(here, "about", refusal, about=form)
    db.commit()
    return tool_used(here, "about", "It is described as you wish.")
