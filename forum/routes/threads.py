"""Read a thread, start one."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.after_answer import Work, after_answer
from core.html import gone_to, page
from core.refusals import Missing, found
from forum.actions.posts import move_read_position
from forum.actions.posts import start_thread as start
from forum.forms import Composer, StartThread, new_once
from forum.policies import may_start_thread, may_write_reply
from forum.queries.spaces import SpaceView, space_visible_to
from forum.queries.threads import ThreadView, posts_of_page, thread_visible_to
from forum.routes import blueprint
from forum.rules import THREADS, page_of_post


@blueprint.get("/threads/<id:thread_id>")
@access(Audience.MEMBER)
def thread(thread_id: int) -> ResponseReturnValue:
    """One page of a thread; what was shown counts as read once the page has been sent."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    number, last_page = _page_number(here), page_of_post(here.last_post_no)
    posts = posts_of_page(db.connection(), here, number)
    last_shown = posts[-1].no if posts else 0
    if last_shown > (here.read_to or 0):
        after_answer(_has_read(person().id, here.id, last_shown))
    return page(
        "forum/thread.html",
        thread=here,
        posts=posts,
        number=number,
        last_page=last_page,
        new_from=_new_from(here, posts[0].no if posts else 0, last_shown),
        composer=Composer(new_once(), last_shown) if number == last_page else None,
        may_write=may_write_reply(person(), here),
    )


def _page_number(here: ThreadView) -> int:
    """The page asked for by its number or by a post on it; else the first."""
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


def _new_from(here: ThreadView, first_shown: int, last_shown: int) -> int | None:
    """The first post on the page that is new to somebody who has been here before."""
    if here.read_to is None or here.read_to >= last_shown:
        return None
    return max(here.read_to + 1, first_shown)


def _has_read(person_id: int, thread_id: int, no: int) -> Work:
    def work(session: Session) -> None:
        move_read_position(session, person_id, thread_id, no)

    return work


@blueprint.get("/spaces/<slug:key>/threads/new")
@access(Audience.MEMBER)
def new_thread(key: str) -> ResponseReturnValue:
    """The page to start a thread on."""
    here = found(space_visible_to(db.connection(), person(), key))
    allow(may_start_thread(person(), here))
    return _new_thread_page(here, StartThread(once=new_once()))


@blueprint.post("/spaces/<slug:key>/threads/new")
@access(Audience.MEMBER)
def start_thread(key: str) -> ResponseReturnValue:
    """Post the first post of a new thread."""
    here = found(space_visible_to(db.connection(), person(), key))
    allow(may_start_thread(person(), here))
    form = StartThread(request.form)
    if not form.validate():
        return _new_thread_page(here, form, status=422)
    post = start(
        db.session(),
        person(),
        here.id,
        form.typed("title"),
        form.typed("text"),
        form.once_or_none(),
    )
    rate_limits.count_try(db.session(), THREADS, str(person().id))
    db.commit()
    return gone_to(
        f"/threads/{post.thread_id}", "Your thread is here for everyone in this space to read."
    )


def _new_thread_page(here: SpaceView, form: StartThread, status: int = 200) -> Response:
    return page("forum/new_thread.html", status=status, space=here, form=form)
