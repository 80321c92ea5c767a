"""New replies from others on a page that stays open: told by a button, shown once it is pressed."""

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, by_itself, person
from core.html import done, fragment, wants_fragment
from core.refusals import found
from forum.actions.reading import move_read_position, read_news
from forum.forms.reading import ShowNewReplies, post_number
from forum.queries.mine import cards_for, mine_among
from forum.queries.new_replies import new_replies_after
from forum.queries.posts import Posts, posts_between
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.rules.news import new_replies_in_words
from forum.rules.posts import POSTS_A_PAGE


@blueprint.get("/threads/<id:thread_id>/news")
@by_itself
@access(Audience.MEMBER)
def new_replies(thread_id: int) -> ResponseReturnValue:
    """Whether others have written since the post that a page ends with; nothing is read by it."""
    after = post_number(request.args.get("after", ""))
    count = found(new_replies_after(db.connection(), person(), thread_id, after))
    if not wants_fragment():
        return redirect(f"/threads/{thread_id}?from={after + 1}#p{after + 1}", 302)
    if count == post_number(request.args.get("told", "")):
        return _nothing_new()
    words = new_replies_in_words(count)
    return fragment(
        "forum/_news.html",
        say=words if count else None,
        thread_id=thread_id,
        after=after,
        count=count,
        words=words,
    )


def _nothing_new() -> Response:
    answer = make_response("", 204)
    answer.headers["Vary"] = "HX-Request"
    return answer


@blueprint.post("/threads/<id:thread_id>/news")
@access(Audience.MEMBER)
def show_new_replies(thread_id: int) -> ResponseReturnValue:
    """Show what came after the post that a page ends with, below it: now it is read."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    after = min(ShowNewReplies(request.form).after_no(), here.last_post_no)
    # More than a page of them come in turn.
    posts = posts_between(db.connection(), here, after + 1, after + POSTS_A_PAGE)
    if posts.rows:
        move_read_position(db.session(), person().id, here.id, posts.last_no)
        to_the_end = posts.last_no >= here.last_post_no
        ids = [row.id for row in posts.rows]
        read_news(db.session(), person().id, here.id, ids, to_the_end=to_the_end)
        db.commit()
    return _shown(here, after, posts)


def _shown(here: ThreadView, after: int, posts: Posts) -> Response:
    """The posts, and below them what goes on asking."""
    last = max(after, posts.last_no)
    mine = mine_among(db.connection(), person(), here.id, posts)
    _, cards = cards_for(db.connection(), person(), posts, mine, seen=after)
    count = new_replies_after(db.connection(), person(), here.id, last) or 0
    return done(
        f"/threads/{here.id}?from={after + 1}#p{after + 1}",
        "forum/new_posts.html",
        "The new replies are below." if last > after else "There is nothing new.",
        thread_id=here.id,
        first=after + 1,
        last=last,
        posts=cards,
        after=last,
        count=count,
        words=new_replies_in_words(count),
    )
