"""Threads and posts that a person may see, and how far they have read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from accounts.models import Person
from core.hot import Hot
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from forum.models import Post, ReadPosition, Space, Thread
from forum.queries.spaces import SPACE_IS_VISIBLE, SpaceView
from forum.rules import posts_on_page, unread_posts


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it."""

    id: int
    title: str
    author_name: str
    last_post_no: int
    last_posted_at: datetime
    unread: int
    first_unread_no: int

    @property
    def reply_count(self) -> int:
        """How many posts follow the first."""
        return self.last_post_no - 1


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as its own page shows it, for one reader."""

    id: int
    title: str
    last_post_no: int
    space_key: str
    space_name: str
    writers: str
    read_to: int | None


class PostCard(NamedTuple):
    """A post's number and its finished card; a tuple, because a page makes twenty-five.

    The card was made from sanitised text when the post was saved; the filter `joined` says so.
    """

    no: int
    card: str


_mine = (ReadPosition.thread_id == Thread.id) & (ReadPosition.person_id == bindparam("reader_id"))

_THREAD = Hot(
    select(
        Thread.id,
        Thread.title,
        Thread.last_post_no,
        Space.key,
        Space.name,
        Space.writers,
        ReadPosition.no,
    )
    .join(Space, Space.id == Thread.space_id)
    .outerjoin(ReadPosition, _mine)
    .where(Thread.id == bindparam("thread_id"), SPACE_IS_VISIBLE)
)

#: What every list of threads is made of: threads the reader may see, the liveliest first.
THREAD_ROWS = (
    select(
        Thread.id,
        Thread.title,
        Person.display_name,
        Thread.last_post_no,
        Thread.last_posted_at,
        ReadPosition.no,
    )
    .join(Space, Space.id == Thread.space_id)
    .join(Person, Person.id == Thread.author_id)
    .outerjoin(ReadPosition, _mine)
    .where(SPACE_IS_VISIBLE)
    .order_by(Thread.last_posted_at.desc(), Thread.id.desc())
    .limit(bindparam("most"))
)
_IN_SPACE = keyset(
    THREAD_ROWS.where(Thread.space_id == bindparam("space_id")),
    Thread.last_posted_at,
    Thread.id,
    newest_first=True,
)

_POSTS = Hot(
    select(Post.no, Post.card)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Post.no.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Post.no)
)


def thread_visible_to(
    connection: Connection, reader: Identity, thread_id: int
) -> ThreadView | None:
    """The thread if the reader may see its space."""
    row = _THREAD.first(connection, {"thread_id": thread_id, "reader_id": reader.id})
    return ThreadView(*row) if row else None


def threads_in(
    connection: Connection, reader: Identity, space: SpaceView, after: Cursor | None
) -> Page[ThreadRow]:
    """One page of a space's threads, the liveliest first."""
    bound = {"reader_id": reader.id, "space_id": space.id}
    return one_page(connection, _IN_SPACE, bound, after).shaped(lambda row: thread_row(row, reader))


def newest_threads(connection: Connection, reader: Identity, most: int) -> list[ThreadRow]:
    """The threads in which somebody wrote last, over all spaces the reader may see."""
    rows = connection.execute(THREAD_ROWS, {"reader_id": reader.id, "most": most})
    return [thread_row(row, reader) for row in rows]


def posts_of_page(connection: Connection, thread: ThreadView, page: int) -> list[PostCard]:
    """The cards on one page of a thread that the reader was found to see."""
    first, last = posts_on_page(page)
    return posts_between(connection, thread, first, last)


def posts_between(
    connection: Connection, thread: ThreadView, first: int, last: int
) -> list[PostCard]:
    """The cards of a run of posts, both ends included."""
    rows = _POSTS.rows(connection, {"thread_id": thread.id, "first": first, "last": last})
    return list(map(PostCard._make, rows))


def thread_row(row: Sequence[Any], reader: Identity) -> ThreadRow:
    """A row of THREAD_ROWS as a list shows it to this reader."""
    thread_id, title, author, last_no, last_at, read_to = row
    unread = unread_posts(last_no, read_to, posted_since_joining=last_at > reader.joined_at)
    return ThreadRow(thread_id, title, author, last_no, last_at, unread, last_no - unread + 1)
