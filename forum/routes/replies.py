"""Reply in a thread."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import done, fragment, gone_to, wants_fragment
from core.refusals import found
from forum.actions.posts import write_reply as write
from forum.forms.composer import filled, fresh
from forum.forms.posts import WriteReply
from forum.models import Post
from forum.policies import may_write_reply
from forum.queries.mentions import people_named_in
from forum.queries.mine import cards_between
from forum.queries.moves import thread_after_merge
from forum.queries.one_post import post_visible_to
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.routes.drafting import NotSent, drafting_after, drop_draft, set_aside
from forum.routes.thread_page import WAITS, thread_page, waiting_for
from forum.routes.written import written
from forum.rules.drafts import Place
from forum.rules.posts import POSTS, POSTS_A_PAGE, page_of_post


@blueprint.post("/threads/<id:thread_id>/replies")
@access(Audience.MEMBER)
def write_reply(thread_id: int) -> ResponseReturnValue:
    """Post a reply; htmx gets what is new on the page and an empty composer."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    if here.merged_into_id is not None:
        here = found(thread_after_merge(db.connection(), person(), here))
    allow(may_write_reply(person(), here))
    form = WriteReply(request.form)
    answered = _answered(form)
    place = Place("answer", answered) if answered else Place("thread", here.id)
    if not_sent := set_aside(form, place):
        return _again(here, form, not_sent)
    words = written(form, people_named_in(db.connection(), form.typed("text")), answered)
    post = write(db.session(), person(), here.id, words)
    drop_draft(form, place)
    rate_limits.count_try(db.session(), POSTS, str(person().id))
    db.commit()
    return _answer(here, post, form.number("shown"))


def _answered(form: WriteReply) -> int | None:
    """The post that the reply answers, if this person may see it; else it answers the thread."""
    number = form.number("reply_to")
    answered = post_visible_to(db.connection(), person(), number) if number else None
    return answered.row.id if answered else None


def _answer(here: ThreadView, post: Post, shown_no: int) -> Response:
    last = post.no or here.last_post_no
    shown = max(shown_no, last - POSTS_A_PAGE)
    say = f"Your reply is post {post.no}." if post.no else WAITS
    return done(
        f"/threads/{here.id}?page={page_of_post(last)}" + (f"#p{last}" if post.no else "#waiting"),
        "forum/_reply.html",
        say,
        thread=here,
        new_posts=cards_between(db.connection(), person(), here, shown + 1, last),
        just_sent=() if post.no else waiting_for([(post.id, post.html)]),
        shown_to=last,
        composer=fresh(shown, drafting_after(Place("thread", here.id))),
    )


def _again(here: ThreadView, form: WriteReply, not_sent: NotSent) -> Response:
    """The form with its words, and what became of them."""
    last_page = page_of_post(here.last_post_no)
    if not wants_fragment():
        if not_sent.kept:
            place = not_sent.drafting.place
            answers = f"/posts/{place.id}/reply" if place.kind == "answer" else None
            return gone_to(answers or f"/threads/{here.id}?page={last_page}#reply", not_sent.say)
        # The page shows the last posts itself: none of them is new to the next answer.
        composer = filled(form, here.last_post_no, not_sent.drafting)
        return thread_page(here, last_page, composer=composer, status=not_sent.status)
    shown = max(form.number("shown"), here.last_post_no - POSTS_A_PAGE)
    return fragment(
        "forum/_reply.html",
        status=not_sent.status,
        say=not_sent.say,
        thread=here,
        new_posts=cards_between(db.connection(), person(), here, shown + 1, here.last_post_no),
        composer=filled(form, shown, not_sent.drafting),
    )
