"""Reply in a thread."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import done, fragment, wants_fragment
from core.refusals import found
from forum.actions.posts import write_reply as write
from forum.actions.writing import Written
from forum.cards import joined
from forum.forms import Composer, WriteReply, new_once, refused
from forum.models import Post
from forum.policies import may_write_reply
from forum.queries.posts import posts_between
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.routes.thread_page import thread_page
from forum.rules.posts import POSTS, POSTS_A_PAGE, page_of_post


@blueprint.post("/threads/<id:thread_id>/replies")
@access(Audience.MEMBER)
def write_reply(thread_id: int) -> ResponseReturnValue:
    """Post a reply; htmx gets what is new on the page and an empty composer."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    allow(may_write_reply(person(), here))
    form = WriteReply(request.form)
    if not form.validate():
        return _again(here, form)
    written = Written(form.typed("text"), form.once_or_none())
    post = write(db.session(), person(), here.id, written)
    rate_limits.count_try(db.session(), POSTS, str(person().id))
    db.commit()
    return _answer(here, post, form.shown_no())


def _answer(here: ThreadView, post: Post, shown_no: int) -> Response:
    last = post.no or here.last_post_no
    shown = max(shown_no, last - POSTS_A_PAGE)
    return done(
        f"/threads/{here.id}?page={page_of_post(last)}#p{last}",
        "forum/_reply.html",
        f"Your reply is post {post.no}.",
        thread=here,
        new_posts=joined(posts_between(db.connection(), here, shown + 1, last).cards),
        composer=Composer(new_once(), shown),
    )


def _again(here: ThreadView, form: WriteReply) -> Response:
    """The form with its words and the reason it was not taken."""
    if not wants_fragment():
        # The page shows the last posts itself: none of them is new to the next answer.
        composer = refused(form, here.last_post_no)
        return thread_page(here, page_of_post(here.last_post_no), composer=composer, status=422)
    shown = max(form.shown_no(), here.last_post_no - POSTS_A_PAGE)
    new_posts = posts_between(db.connection(), here, shown + 1, here.last_post_no)
    return fragment(
        "forum/_reply.html",
        status=422,
        thread=here,
        new_posts=joined(new_posts.cards),
        composer=refused(form, shown),
    )
