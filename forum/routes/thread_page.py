"""One page of a thread, for the doors that show it."""

from flask import Response
from sqlalchemy.orm import Session

from core import db
from core.access import person
from core.after_answer import Work, after_answer
from core.html import filled_page, part
from core.identity import Identity
from forum.actions.reading import move_read_position, read_news
from forum.forms.composer import Composer, fresh
from forum.forms.drafts import drafting_from
from forum.policies import may_describe_thread
from forum.queries.drafts import draft_of
from forum.queries.events import event_title
from forum.queries.follows import following_of_thread
from forum.queries.mine import Mine, cards_for, mine_among
from forum.queries.moves import origins_of
from forum.queries.posts import Posts, posts_of_page
from forum.queries.quotes import for_reader
from forum.queries.threads import ThreadView
from forum.routes.decision_panel import panel_on_thread
from forum.routes.follow_panel import follow_values
from forum.routes.writing_panel import writing_panel
from forum.rules.drafts import Place
from forum.rules.posts import page_of_post

#: Said when a post has to wait, and shown in its place for as long as it does.
WAITS = "Thank you. A moderator reads it first, usually within a day. Then we tell you."


def thread_page(
    here: ThreadView, number: int, *, composer: Composer | None = None, status: int = 200
) -> Response:
    """One page of a thread; what was shown counts as read once the page has been sent."""
    reader, connection = person(), db.connection()
    last_page = page_of_post(here.last_post_no)
    posts = posts_of_page(connection, here, number)
    mine = mine_among(connection, reader, here.id, posts)
    seen = _seen(here, posts)
    before, after = cards_for(connection, reader, posts, mine, seen=seen or posts.last_no)
    if posts.last_no > (here.read_to or 0) or reader.new_notices:
        after_answer(_has_read(reader, here, posts))
    if composer is None and number == last_page:
        composer = _box(here, posts, mine)
    return filled_page(
        "forum/thread.html",
        status=status,
        **_about(here, reader),
        **_pages(number, last_page),
        wrong=composer is not None and composer.errors,
        top=_top(here),
        before=before,
        new_from_here=seen is not None,
        after=after,
        waiting=_waiting(mine) if mine.waiting and number == last_page else "",
        writing=writing_panel(here, reader, composer, last_page),
        **follow_values(following_of_thread(here)),
    )


def waiting_for(posts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """This person's posts that wait for a moderator, with quoted words as they may see them."""
    htmls = for_reader(db.connection(), person(), [html for _, html in posts])
    return [(post_id, html) for (post_id, _), html in zip(posts, htmls, strict=True)]


def _about(here: ThreadView, reader: Identity) -> dict[str, object]:
    """What the page says about the thread as a whole."""
    count, read_to = here.post_count, here.read_to
    return {
        "id": here.id,
        "title": here.title,
        "space_key": here.space_key,
        "space_name": here.space_name,
        "counted": f"{count} post{'' if count == 1 else 's'}",
        "first_new_no": read_to + 1 if read_to and read_to < here.last_post_no else None,
        "may_describe": may_describe_thread(reader, here),
    }


def _pages(number: int, last_page: int) -> dict[str, object]:
    """Where the page stands among the pages of its thread."""
    return {
        "several_pages": last_page > 1,
        "which_page": f"page {number} of {last_page}",
        "where": f"Page {number} of {last_page}",
        "earlier_page": number - 1 if number > 1 else None,
        "later_page": number + 1 if number < last_page else None,
    }


def _top(here: ThreadView) -> str:
    """What stands above the posts: the state of the thread, and what it is about."""
    if here.is_plain:
        return ""
    return part(
        "forum/_thread_top.html",
        thread=here,
        event_title=event_title(db.connection(), person(), here.event_id),
        origins=origins_of(db.connection(), person(), here),
        **panel_on_thread(here),
    )


def _waiting(mine: Mine) -> str:
    return part("forum/_waiting.html", waiting=waiting_for(mine.waiting))


def _box(here: ThreadView, posts: Posts, mine: Mine) -> Composer:
    draft = draft_of(db.connection(), person(), mine.draft_id) if mine.draft_id else None
    return fresh(posts.last_no, drafting_from(Place("thread", here.id), draft))


def _seen(here: ThreadView, posts: Posts) -> int | None:
    """The last post on the page that somebody who has been here before has read; else None."""
    if here.read_to is None or not posts.cards:
        return None
    return here.read_to if next(iter(posts.cards)) <= here.read_to < posts.last_no else None


def _has_read(reader: Identity, here: ThreadView, posts: Posts) -> Work:
    def work(session: Session) -> None:
        if posts.last_no > (here.read_to or 0):
            move_read_position(session, reader.id, here.id, posts.last_no)
        if reader.new_notices:
            ids = [row.id for row in posts.rows]
            to_the_end = posts.last_no >= here.last_post_no
            read_news(session, reader.id, here.id, ids, to_the_end=to_the_end)

    return work
