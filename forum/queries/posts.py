"""The posts on one page of a thread: the same for everyone, then with what is this reader's own."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup
from sqlalchemy import BindParameter, Connection, bindparam, literal_column, select, union_all
from sqlalchemy.orm import aliased

from accounts.models import Person
from core.hot import Hot
from core.identity import Identity
from core.text import quoted_in, with_quotes
from core.version_cache import VersionCache
from forum.cards import PostRow, card, default_fold, joined, moved
from forum.models import MovedPost, Post, Reaction
from forum.queries.quotes import quotes_open_to
from forum.queries.threads import ThreadView
from forum.rules.posts import posts_on_page

#: Pages of threads that each server process keeps in memory. Unit: pages, of about 40 kB.
PAGES_KEPT = 500


@dataclass(frozen=True, slots=True)
class Posts:
    """Numbered posts and their cards, as somebody meets them who has chosen nothing."""

    rows: tuple[PostRow, ...]
    numbers: tuple[int, ...]
    cards: tuple[str, ...]
    quoted: frozenset[int]

    @property
    def last_no(self) -> int:
        """The number of the last post here; 0 when there is none."""
        return self.numbers[-1] if self.numbers else 0


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
    make = partial(_read, connection, thread.id, *posts_on_page(page))
    return _cache.get(connection, (thread.id, page), thread.version, make)


def posts_between(connection: Connection, thread: ThreadView, first: int, last: int) -> Posts:
    """A run of posts, both ends included."""
    return _read(connection, thread.id, first, last)


def _read(connection: Connection, thread_id: int, first: int, last: int) -> Posts:
    bound = {"thread_id": thread_id, "first": first, "last": last}
    rows = tuple(map(PostRow._make, _POSTS.rows(connection, bound)))
    cards = {row.no: card(row, fold=default_fold(row)) for row in rows}
    if len(rows) < (rows[-1].no if rows else last) - first + 1:
        gone = _MOVED.rows(connection, bound)
        cards = dict(sorted({**{no: moved(no, to) for no, to in gone}, **cards}.items()))
    quoted = frozenset().union(*(quoted_in(row.html) for row in rows))
    return Posts(rows, tuple(cards), tuple(cards.values()), quoted)


@dataclass(frozen=True, slots=True)
class Mine:
    """What one reader left on the posts of a page, and what of theirs waits in the thread."""

    reactions: dict[int, set[str]]
    waiting: list[tuple[int, str]]


_reader: BindParameter[int] = bindparam("reader_id")
_here: BindParameter[int] = bindparam("thread_id")
_MINE = Hot(
    union_all(  # type: ignore[arg-type]
        select(literal_column("'reaction'").label("what"), Reaction.post_id, Reaction.kind)
        .join(Post, Post.id == Reaction.post_id)
        .where(Reaction.person_id == _reader, Post.thread_id == _here, Post.no.between(*_between)),
        select(literal_column("'waiting'"), Post.id, Post.html).where(
            Post.thread_id == _here,
            Post.no.is_(None),
            Post.author_id == _reader,
            Post.state == "pending",
        ),
    )
)


def mine_on_page(connection: Connection, reader: Identity, thread_id: int, page: int) -> Mine:
    """What is this reader's own on one page of a thread, in one statement."""
    first, last = posts_on_page(page)
    bound = {"reader_id": reader.id, "thread_id": thread_id, "first": first, "last": last}
    found = Mine({}, [])
    for what, post_id, told in _MINE.rows(connection, bound):
        if what == "reaction":
            found.reactions.setdefault(post_id, set()).add(told)
        else:
            found.waiting.append((post_id, told))
    return found


def cards_for(
    connection: Connection, reader: Identity, posts: Posts, mine: Mine, *, seen: int
) -> tuple[Markup, Markup]:
    """The page's cards as this reader meets them: those up to number `seen`, and those after it."""
    cards = list(posts.cards)
    for row in posts.rows:
        yours = row.author_id == reader.id
        if yours or row.id in mine.reactions:
            place = posts.numbers.index(row.no)
            told: dict[str, Any] = {"yours": yours, "reactions": mine.reactions.get(row.id, ())}
            cards[place] = card(row, fold=default_fold(row), **told)
    if posts.quoted:
        show = quotes_open_to(connection, reader, posts.quoted)
        cards = [str(with_quotes(one, show)) for one in cards]
    split = sum(no <= seen for no in posts.numbers)
    return joined(cards[:split]), joined(cards[split:])


NOTHING_OF_MINE = Mine({}, [])
