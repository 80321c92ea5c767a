"""A network of any size: threads of a page and shorter ones, over a year, in every space."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice

from sqlalchemy import insert, select

from benchmarks.data import SENTENCES, add_people
from core.clock import now
from core.db import Database
from core.text import RENDER_VERSION, plain, render
from forum.actions.search import index_posts_below
from forum.models import Post, ReadPosition, Space, Thread
from front.groundwork import lay_out_spaces

#: Five threads in turn have so many posts: ten on the average. The first fills a page.
POSTS_OF_FIVE = (25, 7, 6, 6, 6)
POSTS_A_THREAD = sum(POSTS_OF_FIVE) // len(POSTS_OF_FIVE)

#: The oldest post is so old. Unit: days.
SPAN_DAYS = 365

#: People who read in the measurement, and how many threads each of them has read before.
READERS = 50
READ_THREADS = 40

#: Full threads that are read again and again.
AGAIN = 15

#: Rows that go into the database in one transaction.
TURN = 5_000

#: A post in so many holds a word that three others hold.
SHARED_BY = 4


@dataclass(frozen=True, slots=True)
class Network:
    """What was laid out: how many posts, and the numbers of readers, full threads and spaces."""

    posts: int
    readers: tuple[int, ...]
    full_threads: tuple[int, ...]
    space_keys: tuple[str, ...]

    @property
    def again(self) -> tuple[int, ...]:
        """The few full threads that are read again and again."""
        return self.full_threads[-AGAIN:]


def lay_out_network(database: Database, posts: int) -> Network:
    """Fill an empty house with so many posts, a tenth as many threads and as many people."""
    began = now() - timedelta(days=SPAN_DAYS)
    step = timedelta(days=SPAN_DAYS) / posts
    with database.write() as session:
        lay_out_spaces(session)
        spaces = session.execute(select(Space.id, Space.key).order_by(Space.position)).all()
        people = add_people(session, posts // POSTS_A_THREAD, began, signed_in=READERS)
        session.commit()
    threads = range(1, posts // POSTS_A_THREAD + 1)
    _in_turns(database, Thread, _threads(threads, [row.id for row in spaces], people, began, step))
    _in_turns(database, Post, _posts(threads, people, began, step))
    _in_turns(database, ReadPosition, _read(people[:READERS], threads))
    _index(database)
    full = tuple(threads[:: len(POSTS_OF_FIVE)])
    return Network(posts, people[:READERS], full, tuple(row.key for row in spaces))


def _posts_in(thread: int) -> int:
    return POSTS_OF_FIVE[(thread - 1) % len(POSTS_OF_FIVE)]


def _ends(threads: range) -> Iterator[tuple[int, int]]:
    """Each thread with the place of its last post among all posts."""
    last = 0
    for thread in threads:
        last += _posts_in(thread)
        yield thread, last


def _threads(
    threads: range, spaces: list[int], people: tuple[int, ...], began: datetime, step: timedelta
) -> Iterator[dict[str, object]]:
    for thread, last in _ends(threads):
        yield {
            "id": thread,
            "space_id": spaces[thread % len(spaces)],
            "title": f"What helped us with matter {thread}, and what did not",
            "author_id": people[thread % len(people)],
            "started_at": began + step * (last - _posts_in(thread)),
            "last_post_no": _posts_in(thread),
            "last_posted_at": began + step * last,
        }


def _posts(
    threads: range, people: tuple[int, ...], began: datetime, step: timedelta
) -> Iterator[dict[str, object]]:
    said = ["\n\n".join(islice(cycle(SENTENCES), turn, turn + 4)) for turn in range(len(SENTENCES))]
    html = [render(markdown) for markdown in said]
    for thread, last in _ends(threads):
        count = _posts_in(thread)
        for no in range(1, count + 1):
            place = last - count + no
            first = f"Post {place}, shared{place // SHARED_BY}."
            body = f"<p>{first}</p>\n{html[place % len(html)]}"
            yield {
                "id": place,
                "thread_id": thread,
                "no": no,
                "author_id": people[place * 7 % len(people)],
                "markdown": f"{first}\n\n{said[place % len(said)]}",
                "html": body,
                "words": plain(body),
                "render_version": RENDER_VERSION,
                "posted_at": began + step * place,
            }


def _read(readers: tuple[int, ...], threads: range) -> Iterator[dict[str, object]]:
    """Each reader has read some of the newest threads to their end."""
    for reader in readers:
        for thread in threads[: -READ_THREADS * 2 : -2]:
            yield {"person_id": reader, "thread_id": thread, "no": _posts_in(thread)}


def _in_turns(database: Database, model: type, rows: Iterator[dict[str, object]]) -> None:
    while turn := list(islice(rows, TURN)):
        with database.write() as session:
            session.execute(insert(model), turn)
            session.commit()


def _index(database: Database) -> None:
    below: int | None = None
    while True:
        with database.write() as session:
            below = index_posts_below(session, below, TURN)
            session.commit()
        if below is None:
            return
