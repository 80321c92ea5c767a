"""The moment a post goes live: it gets its number, and its thread and its readers know."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import now
from forum.actions.fan_out import owe_news
from forum.actions.held import hold_threads
from forum.actions.search import index_posts
from forum.models import Post, Thread


def go_live(session: Session, post: Post) -> None:
    """Give a post its number and let it be read, from this moment on, and people be told of it."""
    [thread] = hold_threads(session, post.thread_id)
    thread.last_post_no += 1
    thread.last_posted_at = post.posted_at = now()
    thread.version += 1
    post.no, post.state = thread.last_post_no, "live"
    session.flush()
    index_posts(session, [post.id])
    owe_news(session, post)


def touch_thread(session: Session, thread_id: int) -> None:
    """Say that a thread's pages are not what they were."""
    session.execute(update(Thread).where(Thread.id == thread_id).values(version=Thread.version + 1))
