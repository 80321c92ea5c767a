"""From waiting to live, from live to hidden and back: what happens to a post beside its words."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from forum.actions.decision_news import untell_steps
from forum.actions.fan_out import owe_news
from forum.actions.held import hold_thread_of
from forum.actions.live import go_live
from forum.actions.search import index_post_and_title
from forum.actions.untelling import untell
from forum.models import KnownWriter, Post, Thread
from forum.rules.posts import NEWCOMER_POSTS


def hold_post(session: Session, post_id: int) -> Post:
    """The post, locked with its thread, as it is now."""
    hold_thread_of(session, post_id)
    wanted = select(Post).where(Post.id == post_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def hide_post(session: Session, by_id: int, post_id: int, because: str) -> None:
    """Have the post shown to nobody; its place stays if it had one."""
    post = hold_post(session, post_id)
    if post.state not in {"live", "pending"}:
        return
    put_away(session, post, "hidden", because)
    audit.note(session, by_id, "post_hidden", "post", post.id)
    session.flush()


def approve_post(session: Session, by_id: int, post_id: int) -> None:
    """Have the post read by everyone in its place: the next number, or the one it had."""
    post = hold_post(session, post_id)
    if post.state not in {"pending", "hidden"}:
        return
    if post.no is None:
        go_live(session, post)
    else:
        post.state, post.state_at, post.state_because = "live", now(), None
        session.flush()
        owe_news(session, post)
    tell_thread(session, post)
    know_writer(session, post.author_id)
    audit.note(session, by_id, "post_approved", "post", post.id)
    session.flush()


def note_post(session: Session, by_id: int, post_id: int, notes: str) -> None:
    """Put content notes on a post, in the place of those it had."""
    post = hold_post(session, post_id)
    post.notes = notes
    tell_thread(session, post)
    audit.note(session, by_id, "post_noted", "post", post.id)
    session.flush()


def know_writer(session: Session, person_id: int) -> None:
    """Let somebody's words go live at once, now that moderators have read enough of them."""
    if session.get(KnownWriter, person_id) is None:
        wrote = select(func.count()).where(Post.author_id == person_id, Post.state == "live")
        if session.scalars(wrote).one() >= NEWCOMER_POSTS:
            session.add(KnownWriter(person_id=person_id))
            session.flush()


def put_away(session: Session, post: Post, state: str, because: str | None) -> None:
    """Take a post out of sight, and with it whatever told people of it."""
    post.state, post.state_at, post.state_because = state, now(), because
    session.flush()
    untell(session, post)
    tell_thread(session, post)


def tell_thread(session: Session, post: Post) -> None:
    """Have the post's thread know its newest state: a thread with no live post is not listed."""
    thread = session.get_one(Thread, post.thread_id)
    thread.version += 1
    if post.no == 1 or thread.last_post_no == 0:
        thread.notes, thread.anonymous = post.notes, post.anonymous
    live = select(Post.id).where(Post.thread_id == thread.id, Post.state == "live").limit(1)
    alive = session.scalar(live) is not None or thread.last_post_no == 0
    thread.hidden_at = None if alive else thread.hidden_at or now()
    if thread.kind == "decision" and not alive:
        untell_steps(session, thread.id)
    session.flush()
    index_post_and_title(session, post)
