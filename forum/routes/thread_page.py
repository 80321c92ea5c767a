"""One page of a thread, for the doors that show it."""

from flask import Response
from sqlalchemy.orm import Session

from core import db
from core.access import person
from core.after_answer import Work, after_answer
from core.html import page
from core.identity import Identity
from forum.actions.reading import move_read_position, read_news
from forum.forms.composer import Composer, fresh
from forum.forms.drafts import drafting_from
from forum.policies import may_describe_thread, may_write_reply
from forum.queries.drafts import draft_of
from forum.queries.events import event_title
from forum.queries.follows import following_of_thread
from forum.queries.mine import Mine, cards_for, mine_between
from forum.queries.moves import origins_of
from forum.queries.posts import Posts, posts_of_page
from forum.queries.quotes import for_reader
from forum.queries.threads import ThreadView
from forum.rules.drafts import Place
from forum.rules.posts import page_of_post, posts_on_page
from forum.rules.threads import why_not_writable

#: Said when a post has to wait, and shown in its place for as long as it does.
WAITS = "Thank you. A moderator reads it first, usually within a day. Then we tell you."


def thread_page(
    here: ThreadView, number: int, *, composer: Composer | None = None, status: int = 200
) -> Response:
    """One page of a thread; what was shown counts as read once the page has been sent."""
    last_page = page_of_post(here.last_post_no)
    posts = posts_of_page(db.connection(), here, number)
    mine = mine_between(db.connection(), person(), here.id, *posts_on_page(number))
    seen = _seen(here, posts)
    before, after = cards_for(db.connection(), person(), posts, mine, seen=seen or posts.last_no)
    if posts.last_no > (here.read_to or 0) or person().new_notices:
        after_answer(_has_read(person(), here, posts))
    return page(
        "forum/thread.html",
        status=status,
        thread=here,
        before=before,
        after=after,
        new_after=seen,
        number=number,
        last_page=last_page,
        follow=following_of_thread(here),
        waiting=waiting_for(mine.waiting) if number == last_page else (),
        **top(here),
        **writing(here, composer or (_box(here, posts, mine) if number == last_page else None)),
    )


def top(here: ThreadView) -> dict[str, object]:
    """What a thread's page says above its posts."""
    return {
        "event_title": event_title(db.connection(), person(), here.event_id),
        "origins": origins_of(db.connection(), person(), here),
        "may_describe": may_describe_thread(person(), here),
    }


def writing(here: ThreadView, composer: Composer | None) -> dict[str, object]:
    """What a page says about writing in a thread: a box, or why there is none."""
    refusal = why_not_writable(here.closing)
    return {
        "composer": None if refusal else composer,
        "why_not": refusal.sentence if refusal else None,
        "may_write": may_write_reply(person(), here),
        "form": composer if composer and composer.wrong else None,
    }


def waiting_for(posts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """This person's posts that wait for a moderator, with quoted words as they may see them."""
    htmls = for_reader(db.connection(), person(), [html for _, html in posts])
    return [(post_id, html) for (post_id, _), html in zip(posts, htmls, strict=True)]


def _box(here: ThreadView, posts: Posts, mine: Mine) -> Composer:
    draft = draft_of(db.connection(), person(), mine.draft_id) if mine.draft_id else None
    return fresh(posts.last_no, drafting_from(Place("thread", here.id), draft))


def _seen(here: ThreadView, posts: Posts) -> int | None:
    """The last post on the page that somebody who has been here before has read; else None."""
    if here.read_to is None or not posts.numbers:
        return None
    return here.read_to if posts.numbers[0] <= here.read_to < posts.last_no else None


def _has_read(reader: Identity, here: ThreadView, posts: Posts) -> Work:
    def work(session: Session) -> None:
        if posts.last_no > (here.read_to or 0):
            move_read_position(session, reader.id, here.id, posts.last_no)
        if reader.new_notices:
            ids = [row.id for row in posts.rows]
            to_the_end = posts.last_no >= here.last_post_no
            read_news(session, reader.id, here.id, ids, to_the_end=to_the_end)

    return work
