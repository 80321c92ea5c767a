"""Start a thread, reply; a post gets its number when it goes live."""

from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.identity import Identity
from core.text import RENDER_VERSION
from forum.actions.again import same_reply, same_thread
from forum.actions.follows import follow_by_itself
from forum.actions.held import hold_threads
from forum.actions.live import go_live
from forum.actions.moderated import held_back, refuse_reader
from forum.actions.reading import move_read_position
from forum.actions.shown_pictures import show_pictures
from forum.actions.writing import (
    Rendered,
    Written,
    hold_author,
    note_mentions,
    one_press,
    rendered,
    written_before,
)
from forum.models import Post, Space, Thread
from forum.rules.threads import Closing, SpaceArchived, why_not_writable


def start_thread(
    session: Session, author: Identity, space_id: int, title: str, written: Written
) -> Post:
    """The first post of a new thread; the same words with the same `once` give the same post."""
    words = rendered(written)
    once = one_press(author, f"space {space_id}", f"{title}\n{written.text}", written.once)
    hold_author(session, author)
    refuse_reader(session, author)
    before = written_before(session, author, once)
    before = before or same_thread(session, author, space_id, title, written)
    if before:
        return before
    if session.get_one(Space, space_id).archived_at:
        raise SpaceArchived
    moment = now()
    thread = Thread(
        space_id=space_id,
        title=title,
        author_id=author.id,
        anonymous=written.anonymous,
        notes=written.notes,
        started_at=moment,
        last_post_no=0,
        last_posted_at=moment,
    )
    session.add(thread)
    session.flush()
    post = _add_post(session, author, thread, written, words, once)
    audit.note(session, author.id, "thread_started", "thread", thread.id)
    follow_by_itself(session, author.id, thread.id, "started")
    _publish(session, author, post)
    return post


def write_reply(session: Session, author: Identity, thread_id: int, written: Written) -> Post:
    """The next post of a thread; the same words with the same `once` give the same post."""
    words = rendered(written)
    once = one_press(author, f"thread {thread_id}", written.text, written.once)
    # The lock decides who gets the next number; on SQLite the whole transaction is the lock.
    [thread] = hold_threads(session, thread_id)
    hold_author(session, author)
    refuse_reader(session, author)
    before = written_before(session, author, once)
    before = before or same_reply(session, author, thread, written)
    if before:
        return before
    _refuse_closed(session, thread)
    post = _add_post(session, author, thread, written, words, once)
    audit.note(session, author.id, "reply_written", "post", post.id)
    follow_by_itself(session, author.id, thread.id, "replied")
    _publish(session, author, post)
    return post


def _refuse_closed(session: Session, thread: Thread) -> None:
    space = session.get_one(Space, thread.space_id)
    told = Closing(
        thread.locked_because, thread.archived_at, space.archived_at, thread.merged_into_id
    )
    refusal = why_not_writable(told)
    if refusal:
        raise refusal


def _publish(session: Session, author: Identity, post: Post) -> None:
    if held_back(session, author, post):
        return
    go_live(session, post)
    if post.no is not None:
        move_read_position(session, post.author_id, post.thread_id, post.no)


def _add_post(  # noqa: PLR0913, PLR0917 - what a post is made of
    session: Session,
    author: Identity,
    thread: Thread,
    written: Written,
    words: Rendered,
    once: str | None,
) -> Post:
    post = Post(
        thread_id=thread.id,
        author_id=author.id,
        anonymous=written.anonymous,
        speaking_as=written.speaking_as,
        wants=written.wants,
        quote_consent=written.quote_consent,
        notes=written.notes,
        reply_to_id=written.reply_to_id,
        markdown=words.markdown,
        html=words.html,
        words=words.plain,
        render_version=RENDER_VERSION,
        posted_at=now(),
        state="pending",
        once=once,
    )
    session.add(post)
    session.flush()
    note_mentions(session, post.id, words)
    show_pictures(session, post)
    return post
