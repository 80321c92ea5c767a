"""Split a thread in two, merge two into one."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.addresses import LARGEST_ID
from core.clock import day_and_time
from core.html import gone_to, page
from core.refusals import Missing, Refusal
from forum.actions import moves as actions
from forum.forms.tools import MergeThreads, SplitThread
from forum.queries.moves import PostChoice, choices_of_page, thread_after_merge
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.routes.tools_page import thread_to_run
from forum.rules.posts import page_of_post


@blueprint.get("/threads/<id:thread_id>/split")
@access(Audience.MEMBER)
def splitting(thread_id: int) -> ResponseReturnValue:
    """The page to choose posts on that become a thread of their own."""
    return _split_page(thread_to_run(thread_id), SplitThread())


@blueprint.post("/threads/<id:thread_id>/split")
@access(Audience.MEMBER)
def split_thread(thread_id: int) -> ResponseReturnValue:
    """Make a new thread of the posts that were chosen."""
    here = thread_to_run(thread_id)
    form = SplitThread(request.form)
    if not form.validate():
        return _split_page(here, form, 422)
    try:
        new = actions.split_thread(
            db.session(), person().id, here.id, form.numbers(), form.typed("title")
        )
    except Refusal as refusal:
        db.rollback()
        form.form_errors.append(refusal.sentence)
        return _split_page(here, form, 409)
    db.commit()
    return gone_to(f"/threads/{new.id}", "This is a thread of its own now.")


def _split_page(here: ThreadView, form: SplitThread, status: int = 200) -> Response:
    number, last_page = request.args.get("page", 1, int), page_of_post(here.last_post_no)
    if not 1 <= number <= last_page:
        raise Missing
    posts = choices_of_page(db.connection(), here, number)
    form.offer((str(post.no), _words(post)) for post in posts)
    return page(
        "forum/split.html",
        status=status,
        thread=here,
        form=form,
        number=number,
        last_page=last_page,
    )


def _words(post: PostChoice) -> str:
    """What stands by the box of a post: its number, who wrote it and when, how it begins."""
    begins = {
        "withdrawn": "taken back by its author",
        "hidden": "hidden by a moderator",
    }.get(post.state, post.beginning)
    return f"Post {post.no}, {post.author_name}, {day_and_time(post.posted_at)}: {begins}"


@blueprint.get("/threads/<id:thread_id>/merge")
@access(Audience.MEMBER)
def merging(thread_id: int) -> ResponseReturnValue:
    """The page to name another thread on, and then to look at both before they become one."""
    here = thread_to_run(thread_id)
    if here.merged_into_id is not None:
        return redirect(f"/threads/{here.merged_into_id}/merge", 302)
    if "into" not in request.args:
        return _merge_page(here, MergeThreads())
    form = MergeThreads(request.args)
    return _merge_page(here, form, _target(form) if form.validate() else None)


@blueprint.post("/threads/<id:thread_id>/merge")
@access(Audience.MEMBER)
def merge_threads(thread_id: int) -> ResponseReturnValue:
    """Put every post of a thread into another one."""
    here = thread_to_run(thread_id)
    form = MergeThreads(request.form)
    target = _target(form) if form.validate() else None
    if target is None:
        return _merge_page(here, form, status=422)
    try:
        first = actions.merge_threads(db.session(), person().id, here.id, target.id)
    except Refusal as refusal:
        db.rollback()
        form.form_errors.append(refusal.sentence)
        return _merge_page(here, form, status=409)
    db.commit()
    return gone_to(f"/threads/{target.id}?from={first}#p{first}", "The two threads are one now.")


def _target(form: MergeThreads) -> ThreadView | None:
    """The thread that the form names, as it is now; a thread that was merged leads on."""
    number = min(form.into_number() or 0, LARGEST_ID)
    named = thread_visible_to(db.connection(), person(), number)
    target = named and thread_after_merge(db.connection(), person(), named)
    if target is None:
        form.into.errors = ["You can see no thread of that number. Is the address right?"]
    return target


def _merge_page(
    here: ThreadView, form: MergeThreads, target: ThreadView | None = None, status: int = 200
) -> Response:
    return page("forum/merge.html", status=status, thread=here, form=form, target=target)
