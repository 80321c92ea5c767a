"""The posts on one page of a thread, the same for everyone who has chosen nothing."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import BindParameter, Connection, bindparam, select
from sqlalchemy.orm import aliased

from accounts.models import Person
from core.hot import Hot
from core.stencils import Encoded
from core.text import quoted_in
from core.version_cache import VersionCache
from forum.cards import PostRow, card, default_cover, joined, moved
from forum.models import MovedPost, Post
from forum.queries.threads import ThreadView
from forum.rules.posts import posts_on_page

#: Pages of threads that each server process keeps in memory. Unit: pages, of about 40 kB.
PAGES_KEPT = 500


@dataclass(frozen=True, slots=True)
class Posts:
    """Numbered posts and their cards, as somebody meets them who has chosen nothing.

    `cards`: by number, those of moved posts too; `whole`: all in one piece. `last_no`: the number
    of the last one, 0 when there is none. `quoted`: the posts that are quoted in them.
    """

    rows: tuple[PostRow, ...]
    cards: dict[int, bytes]
    whole: Encoded
    last_no: int
    quoted: frozenset[int]


_to = aliased(Post)

#: A post as its card needs it, without any order or condition.
POST_COLUMNS = (
    Post.id,
    Post.no,
    Post.thread_id,
    Post.author_id,
    Person.display_name,
    Post.anonymous,
    Post.speaking_as,
    Post.wants,
    Post.notes,
    Post.posted_at,
    Post.edited_at,
    Post.state,
    Post.html,
    Post.reply_to_id,
    _to.no,
    _to.thread_id,
)
POST_ROWS = (
    select(*POST_COLUMNS)
    .join(Person, Person.id == Post.author_id)
    .outerjoin(_to, _to.id == Post.reply_to_id)
)

_between: tuple[BindParameter[int], BindParameter[int]] = (bindparam("first"), bindparam("last"))
_POSTS = Hot(
    POST_ROWS.where(Post.thread_id == bindparam("thread_id"), Post.no.between(*_between)).order_by(
        Post.no
    )
)
_MOVED = Hot(
    select(MovedPost.no, MovedPost.post_id).where(
        MovedPost.thread_id == bindparam("thread_id"), MovedPost.no.between(*_between)
    )
)

_cache: VersionCache[Posts] = VersionCache(PAGES_KEPT)


def posts_of_page(connection: Connection, thread: ThreadView, page: int) -> Posts:
    """The posts on one page of a thread that the reader was found to see."""
    first, last = posts_on_page(page)
    make = partial(_read, connection, thread.id, first, min(last, thread.last_post_no))
    return _cache.get(connection, (thread.id, page), thread.version, make)


def posts_between(connection: Connection, thread: ThreadView, first: int, last: int) -> Posts:
    """A run of posts, both ends included."""
    return _read(connection, thread.id, first, last)


def _read(connection: Connection, thread_id: int, first: int, last: int) -> Posts:
    bound = {"thread_id": thread_id, "first": first, "last": last}
    rows = tuple(map(PostRow._make, _POSTS.rows(connection, bound)))
    cards = {row.no: card(row, cover=default_cover(row)) for row in rows}
    if len(rows) < last - first + 1:
        gone = _MOVED.rows(connection, bound)
        cards = dict(sorted({**{no: moved(no, to) for no, to in gone}, **cards}.items()))
    quoted = frozenset().union(*(quoted_in(row.html) for row in rows))
    encoded = {no: one.encode() for no, one in cards.items()}
    last_no = next(reversed(encoded), 0)
    return Posts(rows, encoded, joined(encoded.values()), last_no, quoted)
