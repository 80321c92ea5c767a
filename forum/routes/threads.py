"""Read a thread, start one."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import gone_to
from core.refusals import Missing, found
from forum.actions.posts import start_thread as start
from forum.actions.tags import Description, describe_thread
from forum.forms.about import TALK
from forum.forms.drafts import Drafting, first_about, first_values
from forum.forms.once import new_once
from forum.forms.posts import StartThread
from forum.models import Post
from forum.policies import may_start_thread
from forum.queries.events import events_to_choose
from forum.queries.mentions import people_named_in
from forum.queries.moves import place_after_merge
from forum.queries.spaces import SpaceView, space_visible_to
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.routes.drafting import NotSent, drafting_at, drop_draft, page_with_box, set_aside
from forum.routes.thread_page import WAITS, thread_page
from forum.routes.tools_page import description_of
from forum.routes.written import written
from forum.rules.drafts import Place
from forum.rules.posts import THREADS, page_of_post, posts_on_page

STARTED = "Your thread is here for everyone in this space to read."


@blueprint.get("/threads/<id:thread_id>")
@access(Audience.MEMBER)
def thread(thread_id: int) -> ResponseReturnValue:
    """One page of a thread; a thread that went into another one leads there."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    if here.merged_into_id is not None:
        return redirect(_place_now(here), 302)
    return thread_page(here, _page_number(here))


def _place_now(here: ThreadView) -> str:
    """Where the post that was asked for stands, now that its thread went into another one."""
    asked_page = request.args.get("page", type=int)
    first_no = posts_on_page(asked_page)[0] if asked_page else 1
    no = request.args.get("from", first_no, type=int)
    return found(place_after_merge(db.connection(), person(), here.id, no))


def _page_number(here: ThreadView) -> int:
    """The page asked for by its number or by a post on it; else the first."""
    if not request.query_string:
        return 1
    last_page = page_of_post(here.last_post_no)
    asked = request.args.get("page", type=int)
    if asked is not None:
        if not 1 <= asked <= last_page:
            raise Missing
        return asked
    asked_post = request.args.get("from", type=int)
    if asked_post is not None:
        return min(page_of_post(asked_post), last_page)
    return 1


@blueprint.get("/spaces/<slug:key>/threads/new")
@access(Audience.MEMBER)
def new_thread(key: str) -> ResponseReturnValue:
    """The page to start a thread on."""
    here = found(space_visible_to(db.connection(), person(), key))
    allow(may_start_thread(person(), here))
    drafting = drafting_at(Place("space", here.id))
    return _new_thread_page(here, _begun(drafting), NotSent(drafting))


@blueprint.post("/spaces/<slug:key>/threads/new")
@access(Audience.MEMBER)
def start_thread(key: str) -> ResponseReturnValue:
    """Post the first post of a new thread."""
    here = found(space_visible_to(db.connection(), person(), key))
    allow(may_start_thread(person(), here))
    form = StartThread(request.form)
    form.offer(events_to_choose(db.connection(), person()))
    place = Place("space", here.id)
    if not_sent := set_aside(form, place):
        return _new_thread_page(here, form, not_sent)
    post = _started(here, form)
    drop_draft(form, place)
    rate_limits.count_try(db.session(), THREADS, str(person().id))
    db.commit()
    return gone_to(f"/threads/{post.thread_id}", STARTED if post.no else WAITS)


def _started(here: SpaceView, form: StartThread) -> Post:
    people = people_named_in(db.connection(), form.typed("text"))
    words = written(form, people)
    post = start(db.session(), person(), here.id, form.typed("title"), words)
    if (description := description_of(form)) != Description():
        describe_thread(db.session(), person().id, post.thread_id, description)
    return post


def _begun(drafting: Drafting) -> StartThread:
    saved = drafting.restored
    if saved is None:
        return StartThread(once=new_once(), conversation=TALK)
    chosen: dict[str, Any] = {"title": saved.title, "text": saved.text}
    chosen |= first_values(saved.choices) | first_about(saved.about)
    return StartThread(once=new_once(), **chosen)


def _new_thread_page(here: SpaceView, form: StartThread, not_sent: NotSent) -> Response:
    back = f"/spaces/{here.key}/threads/new"
    form.offer(events_to_choose(db.connection(), person()))
    return page_with_box("new_thread", not_sent, back, space=here, form=form)
