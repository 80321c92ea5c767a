"""A thread whole, to be printed or kept, and the titles of a public space for a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, select

from core.identity import Identity
from core.text import plain
from forum.cards import PostRow
from forum.models import Space, Thread
from forum.queries.posts import posts_between
from forum.queries.quotes import for_reader
from forum.queries.threads import ThreadView
from forum.queries.visibility import THREAD_IS_LISTED
from forum.queries.wishes import wishes_of
from forum.rules.telling import comparable
from forum.rules.wishes import NO_WISHES, Cover, Wishes, cover_of_post, on_paper
from forum.rules.words import SPEAKING_AS, notes_in_words

#: A longer thread is printed or kept in parts. Unit: posts.
POSTS_A_PART = 500

#: A feed tells of so many threads.
FEED_THREADS = 25

#: One's own posts stand open.
NOTHING_COVERED = on_paper(NO_WISHES)

#: When a feed that tells of nothing yet was last changed.
LONG_AGO = datetime(2009, 1, 1, tzinfo=UTC)


class Kept(NamedTuple):
    """One post as it is printed: its number, who said it as what, when, and the words."""

    no: int
    name: str
    speaking_as: str | None
    posted_at: datetime
    notes: str
    html: Markup
    cover: Cover | None


def part_of_thread(
    connection: Connection, reader: Identity, thread: ThreadView, part: int
) -> list[Kept]:
    """The live posts of one part of a thread that the reader was found to see.

    What they would rather not meet is covered; content notes stand above the words.
    """
    first = (part - 1) * POSTS_A_PART + 1
    posts = posts_between(connection, thread, first, first + POSTS_A_PART - 1)
    live = [row for row in posts.rows if row.state == "live"]
    wishes = on_paper(wishes_of(connection, reader))
    htmls = for_reader(connection, reader, [row.html for row in live], wishes)
    return [
        _kept(row, html, NOTHING_COVERED if row.author_id == reader.id else wishes)
        for row, html in zip(live, htmls, strict=True)
    ]


def _kept(row: PostRow, html: str, wishes: Wishes) -> Kept:
    words = comparable(plain(html)) if wishes.words else ""
    return Kept(
        no=row.no,
        name=row.shown_name,
        speaking_as=SPEAKING_AS.get(row.speaking_as or ""),
        posted_at=row.posted_at,
        notes=notes_in_words(row.notes),
        html=Markup(html),  # noqa: S704 - rendered and sanitised by core.text
        cover=cover_of_post(wishes, row.notes, row.named_author_id, words),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A thread as a feed tells of it: never a word of a post, never a name."""

    id: int
    title: str
    post_count: int
    last_posted_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """The titles of a space that anybody may follow."""

    key: str
    name: str
    threads: Sequence[Told]

    @property
    def updated_at(self) -> datetime:
        """When somebody last wrote in one of them."""
        return max((thread.last_posted_at for thread in self.threads), default=LONG_AGO)


_public = and_(
    Space.titles_public,
    Space.group_id.is_(None),
    Space.readers == "everyone",
    Space.archived_at.is_(None),
)
_SPACE = select(Space.id, Space.key, Space.name).where(Space.key == bindparam("key"), _public)
_TITLES = (
    select(Thread.id, Thread.title, Thread.notes, Thread.last_post_no, Thread.last_posted_at)
    .where(Thread.space_id == bindparam("space_id"), THREAD_IS_LISTED)
    .order_by(Thread.last_posted_at.desc(), Thread.id.desc())
    .limit(FEED_THREADS)
)


def public_feed(connection: Connection, key: str) -> Feed | None:
    """The titles of a space if they are for everybody; else None, as for one that is not there."""
    space = connection.execute(_SPACE, {"key": key}).first()
    if space is None:
        return None
    rows = connection.execute(_TITLES, {"space_id": space.id})
    return Feed(space.key, space.name, [_told(*row) for row in rows])


def _told(number: int, title: str, notes: str, post_count: int, last_posted_at: datetime) -> Told:
    # A title may say what its content note is there to warn of.
    shown = f"Content note: {notes_in_words(notes)}" if notes else title
    return Told(number, shown, post_count, last_posted_at)
