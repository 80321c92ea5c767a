"""Words that come a second time: a page gone back to brings them along, but not its mark."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.clock import now
from core.identity import Identity
from forum.actions.writing import Written
from forum.models import Post, Thread
from forum.rules.posts import AGAIN_MINUTES

#: What has to be the same besides the words: who goes back to hide their name means another post.
CHOSEN = ("anonymous", "speaking_as", "wants", "quote_consent", "notes", "reply_to_id")


def same_reply(session: Session, author: Identity, thread: Thread, written: Written) -> Post | None:
    """The author's post that these very words are already, if nobody has written since."""
    if written.once is None:
        return None
    newest = or_(Post.no == thread.last_post_no, Post.no.is_(None))
    wanted = select(Post).where(Post.thread_id == thread.id, newest, _same(author, written))
    return session.scalar(wanted.order_by(Post.id.desc()).limit(1))


def same_thread(
    session: Session, author: Identity, space_id: int, title: str, written: Written
) -> Post | None:
    """The first post of the author's thread that says these very words under this title."""
    if written.once is None:
        return None
    wanted = (
        select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .where(
            Thread.author_id == author.id,
            Thread.space_id == space_id,
            Thread.title == title,
            Thread.started_at > now() - timedelta(minutes=AGAIN_MINUTES),
            Thread.last_post_no <= 1,
            _same(author, written),
        )
    )
    return session.scalar(wanted.order_by(Post.id.desc()).limit(1))


def _same(author: Identity, written: Written) -> ColumnElement[bool]:
    return and_(
        Post.author_id == author.id,
        Post.state.in_(["live", "pending"]),
        Post.posted_at > now() - timedelta(minutes=AGAIN_MINUTES),
        Post.markdown == written.text,
        *(getattr(Post, name).is_not_distinct_from(getattr(written, name)) for name in CHOSEN),
    )
