"""Keep the index of posts right: what is live is in it, what is not is not."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from core.clock import date_of
from core.search.index import Entry, forget, put
from forum.models import Post, PostSearch, Thread, ThreadTag
from forum.rules.search import post_marks

#: A statement names no more posts than these.
POSTS_A_TURN = 500

_other = aliased(Post)

#: The post that carries its thread's title: the first that can be read.
_title_post_id = (
    select(_other.id)
    .where(_other.thread_id == Thread.id, _other.state == "live")
    .order_by(_other.no)
    .limit(1)
    .scalar_subquery()
)
_LIVE = (
    select(
        Post.id,
        Post.words,
        Post.posted_at,
        Post.author_id,
        Post.anonymous,
        Thread.id.label("thread_id"),
        Thread.title,
        Thread.space_id,
        (Post.id == _title_post_id).label("carries_title"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.state == "live")
)


def index_posts(session: Session, post_ids: Iterable[int]) -> None:
    """Have these posts found by what they say now, and not at all when they are not live."""
    wanted = list(post_ids)
    entries = list(_entries(session, wanted))
    put(session, PostSearch, entries)
    forget(session, PostSearch, set(wanted) - {entry.id for entry in entries})


def _entries(session: Session, post_ids: list[int]) -> Iterator[Entry]:
    rows = session.execute(_LIVE.where(Post.id.in_(post_ids))).all()
    tags = _tags_of(session, {row.thread_id for row in rows})
    for row in rows:
        author_id = None if row.anonymous else row.author_id
        yield Entry(
            row.id,
            date_of(row.posted_at),
            row.title if row.carries_title else "",
            row.words,
            post_marks(author_id, row.space_id, tags.get(row.thread_id, ())),
        )


def _tags_of(session: Session, thread_ids: set[int]) -> dict[int, list[str]]:
    wanted = select(ThreadTag.thread_id, ThreadTag.tag).where(ThreadTag.thread_id.in_(thread_ids))
    rows = session.execute(wanted.order_by(ThreadTag.thread_id)).all()
    return {thread: [tag for _, tag in found] for thread, found in groupby(rows, itemgetter(0))}


def index_post_and_title(session: Session, post: Post) -> None:
    """Have a post found as it is now, and its thread's title with the first that can be read."""
    # The title may come to the first from the second, or go to it.
    live = select(Post.id).where(Post.thread_id == post.thread_id, Post.state == "live")
    index_posts(session, {post.id, *session.scalars(live.order_by(Post.no).limit(2))})


def index_title(session: Session, thread_id: int) -> None:
    """Have a thread found by its new title."""
    first = select(_title_post_id).select_from(Thread).where(Thread.id == thread_id)
    index_posts(session, [found for found in session.scalars(first) if found is not None])


def index_thread(session: Session, thread_id: int) -> None:
    """Have every post of a thread found as it is now: after a new tag, space or neighbour."""
    ids = session.scalars(select(Post.id).where(Post.thread_id == thread_id)).all()
    for first in range(0, len(ids), POSTS_A_TURN):
        index_posts(session, ids[first : first + POSTS_A_TURN])


def index_posts_below(session: Session, below: int | None, most: int) -> int | None:
    """The lowest of the next posts, which are in the index now; None when there are none below."""
    older = select(Post.id).order_by(Post.id.desc()).limit(most)
    if below is not None:
        older = older.where(Post.id < below)
    found = list(session.scalars(older))
    index_posts(session, found)
    return found[-1] if found else None


def lowest_indexed_post(session: Session) -> int | None:
    """Where an interrupted filling of the index goes on; None when it is empty."""
    return session.scalar(select(func.min(PostSearch.id)))
