"""How much others wrote since a page was shown: every open page of a thread asks each minute."""

from sqlalchemy import BindParameter, Connection, bindparam, func, literal_column, not_, or_, select

from accounts.queries.mutes import not_muted
from core.hot import Hot
from core.identity import Identity
from forum.models import Post, Space, Thread
from forum.queries.visibility import POST_IS_LIVE, SPACE_IS_VISIBLE, THREAD_OPENS
from forum.queries.wishes import POST_IS_LEFT_OUT
from forum.rules.news import MOST_NEW_TOLD

_after: BindParameter[int] = bindparam("after")
_reader: BindParameter[int] = bindparam("reader_id")

# Silence about an anonymous post would tell those who muted its author who wrote it.
_fresh = (
    select(literal_column("1"))
    .where(
        Post.thread_id == Thread.id,
        Post.no > _after,
        POST_IS_LIVE,
        Post.author_id != _reader,
        or_(Post.anonymous, not_muted(Post.author_id)),
        not_(POST_IS_LEFT_OUT),
    )
    .limit(MOST_NEW_TOLD + 1)
    .correlate(Thread)
    .subquery()
)
_COUNT = Hot(
    select(select(func.count()).select_from(_fresh).scalar_subquery())
    .select_from(Thread)
    .join(Space, Space.id == Thread.space_id)
    .where(Thread.id == bindparam("thread_id"), THREAD_OPENS, SPACE_IS_VISIBLE)
)


def new_replies_after(
    connection: Connection, reader: Identity, thread_id: int, no: int
) -> int | None:
    """How many posts by others came after a post; None when the reader may not see the thread.

    More than MOST_NEW_TOLD are not counted: they are one more.
    """
    row = _COUNT.first(connection, {"reader_id": reader.id, "thread_id": thread_id, "after": no})
    return None if row is None else row[0]
