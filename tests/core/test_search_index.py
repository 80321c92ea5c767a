"""The index: on either engine the same hits as a plain reading of every text, newest first."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, insert, literal, select
from sqlalchemy.orm import Session

from bookings.models import Event, EventSearch
from core.clock import now
from core.search.asked import asked
from core.search.index import Entry, forget, newest_found, put
from core.search.shown import Shown
from core.search.wanted import Wanted, document, wanted
from tests.cast import GRACE

MARKS = ["by=1", "by=2", "by=11", "in=1"]

#: Numbers on both sides of every size of block.
IDS = [
    *range(1, 30),
    *(edge + step for edge in (1 << 10, 1 << 12, 1 << 14, 1 << 15) for step in (-2, -1, 0, 1)),
    100_000,
    2_000_000,
]
VOCABULARY = [
    *("the", "of", "our", "ward", "sleep", "sleeping", "rest"),
    *("Café", "naïve", "睡眠", "5s", "don’t", "co-production"),
]

LOOKED_FOR = [
    "sleep",
    "SLEEPS",
    "cafe",
    "dont",
    "睡",
    "睡眠",
    "coproduction",
    "co-production",
    "ward sleep",
    "the",
    "nothing",
    "nothing sleep",
    '"the ward"',
    '"of the"',
    '"of our ward"',
    '"the of the"',
    '"ward sleep" rest',
    '"café naïve"',
    "in:title sleep",
    'in:title "of the"',
    "sleep -the",
    "the -sleep -rest",
    'the -"of the" -naive',
    "sleep after:2025",
    "sleep before:2025",
    "ward after:2024-11 before:2025-02-14",
    "after:2025-01-15 before:2025-01-16",
    "the after:2030",
    "by=1 in=1",
    "b10=0 OR the",
    "the* OR sleep",
    "NEAR(the, sleep)",
    "the:sleep",
    "'the' & !'sleep'",
    "{document}: the",
]


def numbered_event(number: int) -> dict[str, object]:
    told: dict[str, object] = dict.fromkeys(
        ("title", "summary", "about", "about_html", "venue_about"), "."
    )
    moment = now()
    return told | {
        "id": number,
        "kind": "webinar",
        "render_version": 1,
        "capacity": 1,
        "organiser_id": GRACE.id,
        "starts_at": moment,
        "ends_at": moment + timedelta(hours=1),
    }


def some_entries() -> Iterator[Entry]:
    """Texts of a few words each, so that words meet often; the same at every run."""
    choose = random.Random("search")
    for number in IDS:
        yield Entry(
            number,
            date(2024, 11, 1) + timedelta(days=choose.randrange(150)),
            " ".join(choose.choices(VOCABULARY, k=choose.randrange(4))),
            ", ".join(choose.choices(VOCABULARY, k=choose.randrange(12))),
            choose.sample(MARKS, 2),
        )


ENTRIES = {entry.id: entry for entry in some_entries()}


@pytest.fixture
def filled(session: Session) -> Session:
    session.execute(insert(Event), [numbered_event(number) for number in IDS])
    assert put(session, EventSearch, ENTRIES.values()) == len(IDS)
    session.flush()
    return session


def found(
    connection: Connection, told: Wanted, most: int = 1000, older_than: int | None = None
) -> list[int]:
    shown = Shown(select(Event.id), Event.id, most, older_than)
    return list(connection.scalars(newest_found(connection, EventSearch, told, shown)))


def holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    width = len(phrase)
    return any(list(words[i : i + width]) == list(phrase) for i in range(len(words) - width + 1))


def fits(entry: Entry, told: Wanted) -> bool:
    """What an index has to mean, read off one text."""
    words = document(entry.title, entry.text, entry.marks)
    return (
        all(holds(words, phrase) for phrase in told.phrases)
        and not any(holds(words, phrase) for phrase in told.without)
        and all(any(mark in words for mark in row) for row in told.one_of)
        and (told.after or date.min) <= entry.day < (told.before or date.max)
    )


def expected(told: Wanted) -> list[int]:
    return sorted((entry.id for entry in ENTRIES.values() if fits(entry, told)), reverse=True)


@pytest.mark.parametrize("typed", LOOKED_FOR)
def test_it_finds_what_reading_everything_finds(filled: Session, typed: str) -> None:
    for one_of, none_of in (
        ([], []),
        ([["by=1"]], []),
        ([["by=1", "by=2"], ["in=1"]], []),
        ([], ["in=1"]),
        ([["by=9"]], []),
    ):
        told = wanted(asked(typed), one_of=one_of, none_of=none_of)
        if not told.nothing:
            assert found(filled.connection(), told) == expected(told), (one_of, none_of)


def test_most_of_what_is_looked_for_here_is_somewhere_and_nowhere_everywhere() -> None:
    counts = [len(expected(wanted(asked(typed)))) for typed in LOOKED_FOR]
    assert sum(0 < count < len(IDS) for count in counts) > 20
    assert max(counts) < len(IDS)


def test_operators_alone_find_too(filled: Session) -> None:
    for one_of in ([["by=1"]], [["by=2", "by=11"], ["in=1"]]):
        told = wanted(asked(""), one_of=one_of)
        assert found(filled.connection(), told) == expected(told) != []


def test_muted_words_hide_what_holds_them_in_any_form(filled: Session) -> None:
    told = wanted(asked("the"), muted=["sleeps", "Café naïve"])
    hidden = set(expected(wanted(asked("the")))) - set(expected(told))
    assert found(filled.connection(), told) == expected(told)
    assert hidden


@pytest.mark.parametrize("typed", ["the", "sleep -the", "ward after:2024-12"])
@pytest.mark.parametrize("most", [1, 3, 7])
def test_pages_join_without_a_gap(filled: Session, typed: str, most: int) -> None:
    told = wanted(asked(typed))
    whole: list[int] = []
    while page := found(filled.connection(), told, most, whole[-1] if whole else None):
        assert len(page) <= most
        whole += page
    assert whole == expected(told)


def test_what_a_reader_may_see_is_part_of_the_search(filled: Session) -> None:
    told = wanted(asked("the"))
    even = select(Event.id).where(Event.id % 2 == 0)
    connection = filled.connection()
    for most in (1, 5, 1000):
        query = newest_found(connection, EventSearch, told, Shown(even, Event.id, most))
        wished = [number for number in expected(told) if number % 2 == 0][:most]
        assert list(connection.scalars(query)) == wished


def test_columns_come_as_the_rows_have_them(filled: Session) -> None:
    connection = filled.connection()
    rows = select(Event.starts_at, Event.id, literal("x"), Event.id)
    told = wanted(asked("the"))
    query = newest_found(connection, EventSearch, told, Shown(rows, Event.id, 1))
    [(starts_at, number, sign, again)] = connection.execute(query).all()
    assert (number, sign, again) == (expected(told)[0], "x", expected(told)[0])
    assert starts_at.utcoffset() == timedelta(0)


def test_what_is_put_again_is_found_by_its_new_words_only(filled: Session) -> None:
    one = ENTRIES[100_000]
    put(filled, EventSearch, [Entry(one.id, one.day, "Newly", "written")])
    connection = filled.connection()
    assert found(connection, wanted(asked("newly written"))) == [one.id]
    for word in ("the", "of", "sleep", "ward", "rest", "5s", "naive"):
        told = wanted(asked(word))
        assert found(connection, told) == [n for n in expected(told) if n != one.id]


def test_what_is_forgotten_is_not_found(filled: Session) -> None:
    forget(filled, EventSearch, IDS[:-1])
    told = wanted(asked("after:2000"))
    assert found(filled.connection(), told) == IDS[-1:]
    forget(filled, EventSearch, IDS)
    assert found(filled.connection(), told) == []


def test_what_is_deleted_is_forgotten(filled: Session) -> None:
    filled.query(Event).filter_by(id=2_000_000).delete()
    told = wanted(asked("after:2000"))
    assert found(filled.connection(), told) == sorted(IDS[:-1], reverse=True)
