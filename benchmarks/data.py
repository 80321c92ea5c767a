"""What the house holds while it is measured: a thousand people and two thousand threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from sqlalchemy import insert
from sqlalchemy.orm import Session

from accounts.models import Person, PersonRole, SignIn
from accounts.queries import hashed
from core.clock import now
from core.text import RENDER_VERSION, folded, plain, render
from forum.models import KnownWriter, Post, ReadPosition, Space, Thread
from front.groundwork import lay_out_spaces

PEOPLE = 1_000
THREADS = 2_000

#: Threads that are read in the measurement: one full page each. Unit: threads, posts.
HOT_THREADS = 40
HOT_POSTS = 25
COLD_POSTS = 5

#: People who read in the measurement; they have read the hot threads before.
READERS = 16

FIRST_POSTED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

SENTENCES = (
    "We tried this on our ward in the spring, and *not much* of it went as we had planned.",
    "What helped was that someone who had been there before sat with us and **said little**.",
    "Has anyone found a way to keep the quiet room quiet when the rest of the ward is loud?",
    "I would ask the people who come, and then ask them again after the first month is over.",
    "Our team meets on Tuesdays at [the old library](https://example.org/library), near the door.",
    "It took us longer than we thought, because nobody had asked the night staff about it.",
    "Thank you for writing this down; it is the first time I have seen it said so plainly.",
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """Where to find what was laid out. Threads and people stand in order."""

    people: tuple[int, ...]
    threads: tuple[int, ...]
    space_key: str

    @property
    def hot_threads(self) -> tuple[int, ...]:
        """The threads that are read."""
        return self.threads[:HOT_THREADS]

    @property
    def cold_threads(self) -> tuple[int, ...]:
        """The threads that are answered."""
        return self.threads[HOT_THREADS:]

    @property
    def readers(self) -> tuple[int, ...]:
        """The people who read."""
        return self.people[:READERS]


def token_of(person_id: int) -> str:
    """The secret of this person's sign-in."""
    return f"a-sign-in-that-lasts-for-one-run-{person_id:07d}"


def post_text(number: int) -> str:
    """About 600 characters of markdown, never quite the same."""
    said = islice(cycle(SENTENCES), number % 7, number % 7 + 7)
    return f"Post {number}. " + "\n\n".join(said)


def lay_out(session: Session) -> Seeded:
    """Put everything in place and say where."""
    lay_out_spaces(session)
    people = add_people(session, PEOPLE, FIRST_POSTED_AT, signed_in=PEOPLE)
    # The last one organises; nobody who reads or writes in the measurement has a role.
    session.add(PersonRole(person_id=people[-1], role="organiser"))
    spaces = session.query(Space).order_by(Space.position).all()
    threads = _threads(session, people, [space.id for space in spaces])
    return Seeded(people, threads, spaces[0].key)


def add_people(
    session: Session, count: int, joined_at: datetime, signed_in: int
) -> tuple[int, ...]:
    """So many people whose first posts were read; the first `signed_in` of them are signed in."""
    moment = now()
    rows = [
        {
            "display_name": f"Person {number}",
            "name_folded": folded(f"Person {number}"),
            "address": f"person-{number}@example.org",
            "joined_at": joined_at,
            "demonstration": False,
        }
        for number in range(count)
    ]
    made = insert(Person).returning(Person.id, sort_by_parameter_order=True)
    people = tuple(session.scalars(made, rows))
    told = {
        "kept": True,
        "started_at": moment,
        "seen_at": moment,
        "expires_at": moment + timedelta(days=1),
    }
    session.execute(
        insert(SignIn),
        [
            {"person_id": one, "token_hash": hashed(token_of(one)), **told}
            for one in people[:signed_in]
        ],
    )
    session.execute(insert(KnownWriter), [{"person_id": one} for one in people])
    session.flush()
    return people


def _threads(session: Session, people: tuple[int, ...], spaces: list[int]) -> tuple[int, ...]:
    rows = [
        {
            "space_id": spaces[number % len(spaces)],
            "title": f"What helped us with matter {number}, and what did not",
            "author_id": people[number % PEOPLE],
            "started_at": FIRST_POSTED_AT,
            "last_post_no": _posts_in(number),
            "last_posted_at": FIRST_POSTED_AT + timedelta(minutes=number),
        }
        for number in range(THREADS)
    ]
    made = insert(Thread).returning(Thread.id, sort_by_parameter_order=True)
    threads = tuple(session.scalars(made, rows))
    html = [render(post_text(number)) for number in range(len(SENTENCES))]
    for number, thread_id in enumerate(threads):
        session.execute(
            insert(Post),
            [_post(html, people, thread_id, number, no) for no in range(1, _posts_in(number) + 1)],
        )
    read = [
        {"person_id": one, "thread_id": thread, "no": HOT_POSTS}
        for one in people[:READERS]
        for thread in threads[:HOT_THREADS]
    ]
    session.execute(insert(ReadPosition), read)
    session.flush()
    return threads


def _posts_in(number: int) -> int:
    return HOT_POSTS if number < HOT_THREADS else COLD_POSTS


def _post(
    html: Sequence[str], people: tuple[int, ...], thread_id: int, number: int, no: int
) -> dict[str, object]:
    author = (number * 7 + no) % PEOPLE
    posted_at = FIRST_POSTED_AT + timedelta(minutes=no)
    body = html[(number + no) % len(html)]
    return {
        "thread_id": thread_id,
        "no": no,
        "author_id": people[author],
        "markdown": post_text(no),
        "html": body,
        "words": plain(body),
        "render_version": RENDER_VERSION,
        "posted_at": posted_at,
    }
