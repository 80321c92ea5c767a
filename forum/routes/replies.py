"""Reply in a thread."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import done, page_or_fragment, wants_fragment
from core.refusals import found
from forum.actions.posts import write_reply as write
from forum.forms import Composer, WriteReply, new_once, refused
from forum.policies import may_write_reply
from forum.queries.threads import ThreadView, posts_between, posts_of_page, thread_visible_to
from forum.routes import blueprint
from forum.rules import POSTS, POSTS_A_PAGE, page_of_post


@blueprint.post("/threads/<id:thread_id>/replies")
@access(Audience.MEMBER)
def write_reply(thread_id: int) -> ResponseReturnValue:
    """Post a reply; htmx gets what is new on the page and an empty composer."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    allow(may_write_reply(person(), here))
    form = WriteReply(request.form)
    if not form.validate():
        return _again(here, form)
    post = write(db.session(), person(), here.id, form.typed("text"), form.once_or_none())
    rate_limits.count_try(db.session(), POSTS, str(person().id))
    db.commit()
    shown = max(form.shown_no(), post.no - POSTS_A_PAGE)
    return done(
        f"/threads/{here.id}?page={page_of_post(post.no)}#p{post.no}",
        "forum/_reply.html",
        f"Your reply is post {post.no}.",
        thread=here,
        new_posts=posts_between(db.connection(), here, shown + 1, post.no),
        composer=Composer(new_once(), shown),
    )


def _again(here: ThreadView, form: WriteReply) -> Response:
    """The form with its words and the reason it was not taken."""
    number = page_of_post(here.last_post_no)
    shown = max(form.shown_no(), here.last_post_no - POSTS_A_PAGE)
    new_posts = posts_between(db.connection(), here, shown + 1, here.last_post_no)
    if not wants_fragment():
        # The page shows the last posts itself: none of them is new to the next answer.
        new_posts, shown = [], here.last_post_no
    return page_or_fragment(
        "forum/thread.html",
        "forum/_reply.html",
        status=422,
        thread=here,
        posts=posts_of_page(db.connection(), here, number),
        new_posts=new_posts,
        number=number,
        last_page=number,
        new_from=None,
        form=form,
        composer=refused(form, shown),
        may_write=True,
    )
