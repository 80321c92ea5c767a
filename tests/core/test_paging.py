"""Lists by keyset: a cursor that anybody can write must never do harm."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Row, bindparam, delete, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.addresses import LARGEST_ID
from core.db import Database, UtcDateTime
from core.paging import PAGE_ROWS, Cursor, Page, cursor, keyset, one_page
from tests.databases import copy_of

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001
    max_value=datetime(9999, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(MOMENTS, st.integers(min_value=0, max_value=LARGEST_ID))
def test_a_cursor_comes_back_as_it_was(moment: datetime, number: int) -> None:
    there = Cursor(moment, number)
    assert cursor(str(there)) == there


def test_a_cursor_in_an_address_is_short_and_plain() -> None:
    assert str(Cursor(START + timedelta(microseconds=7), 12)) == "1772528400000007-12"


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "-", "1", "1-", "-1", "1-2-3", "a-b", "1.5-2", "+1-2", " 1-2", "1-2 ", "٣-٤"),
        *("²-³", "1_0-2", "0x1-2", "1-2\x00", "1-2'", "-5-1", "9" * 40, "9" * 39 + "-1", "1e3-2"),
        *("\ud800-1", "1-2\n"),
    ],
)
def test_a_cursor_that_names_no_place_is_the_beginning(text: str | None) -> None:
    assert cursor(text) is None


@given(st.text(max_size=60))
def test_any_text_at_all_is_a_place_or_the_beginning(text: str) -> None:
    found = cursor(text)
    assert found is None or (found.at.tzinfo is UTC and 0 <= found.id <= LARGEST_ID)


def test_a_number_too_large_for_a_key_is_the_largest() -> None:
    assert cursor("1-99999999999999999999") == Cursor(
        datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC), LARGEST_ID
    )


class Base(DeclarativeBase):
    """A table of this file alone; nothing of the site's is in its way."""

    metadata = MetaData()
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy's own shape


class Entry(Base):
    """A row of a list: a moment that others may share, a number, and whose it is."""

    __tablename__ = "paging_entry"

    no: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str]


# Its own order is another one, to be replaced; some rows are never meant.
_ENTRIES = (
    select(Entry.no, Entry.at)
    .where(Entry.name == bindparam("name"))
    .order_by(Entry.no.desc())
    .limit(bindparam("most"))
)
LISTS = {
    newest: keyset(_ENTRIES, Entry.at, Entry.no, newest_first=newest) for newest in (False, True)
}


@pytest.fixture(scope="module")
def entries(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database in which the table stands, empty."""
    with copy_of(template, tmp_path_factory.mktemp("paging")) as url:
        found = Database(url)
        Base.metadata.create_all(found.writing)
        yield found
        found.close()


#: More pages than any list here has: one that goes round in circles must not do so for ever.
MOST_PAGES = 50


def filled(database: Database, minutes: Sequence[int]) -> None:
    """Only these rows: number 1 so many minutes after the start, and so on; each has a twin."""
    rows = [
        {"no": 2 * no - mine, "at": START + timedelta(minutes=minute), "name": name}
        for no, minute in enumerate(minutes, start=1)
        for mine, name in ((0, "mine"), (1, "theirs"))
    ]
    with database.write() as session:
        session.execute(delete(Entry))
        if rows:
            session.execute(insert(Entry), rows)
        session.commit()


def pages(database: Database, *, newest_first: bool, most: int) -> Iterator[Page[Row[Any]]]:
    """Page after page, each found by what the one before it says."""
    with database.reading.connect() as connection:
        after = None
        for _ in range(MOST_PAGES):
            found = one_page(connection, LISTS[newest_first], {"name": "mine"}, after, most)
            yield found
            after = cursor(found.next)
            if after is None:
                return
    raise AssertionError("the pages do not come to an end")


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("have", "shown", "more"),
    [(0, 0, False), (1, 1, False), (25, 25, False), (26, 25, True), (40, 25, True)],
)
def test_a_page_shows_so_many_and_says_whether_there_are_more(
    entries: Database, have: int, shown: int, *, more: bool, newest_first: bool
) -> None:
    """Two rows share each moment; the cursor is that of the last row shown."""
    filled(entries, [no // 2 for no in range(have)])
    with entries.reading.connect() as connection:
        found = one_page(connection, LISTS[newest_first], {"name": "mine"}, None)
    assert PAGE_ROWS == 25
    numbers = [2 * no for no in range(1, have + 1)]
    expected = (numbers[::-1] if newest_first else numbers)[:shown]
    assert [row.no for row in found.rows] == expected
    assert found.first is True
    last = found.rows[-1] if more else None
    following = None
    if last:
        following = str(Cursor(START + timedelta(minutes=(last.no // 2 - 1) // 2), last.no))
    assert found.next == following


@settings(max_examples=40, deadline=None)
@given(
    minutes=st.lists(st.integers(min_value=0, max_value=6), max_size=40),
    most=st.integers(min_value=1, max_value=9),
    newest_first=st.booleans(),
)
def test_the_pages_together_are_the_list(
    entries: Database, minutes: list[int], most: int, *, newest_first: bool
) -> None:
    filled(entries, minutes)
    found = list(pages(entries, newest_first=newest_first, most=most))
    ordered = sorted(
        ((minute, 2 * no) for no, minute in enumerate(minutes, start=1)), reverse=newest_first
    )
    assert [row.no for page in found for row in page.rows] == [no for _, no in ordered]
    assert [page.first for page in found] == [True] + [False] * (len(found) - 1)
    assert all(len(page.rows) == most for page in found[:-1])
    assert len(found) == max(1, -(-len(minutes) // most))


def test_a_shaped_page_is_the_same_page(entries: Database) -> None:
    filled(entries, [0, 0, 1])
    first, second = pages(entries, newest_first=False, most=2)
    for page in (first, second):
        shaped = page.shaped(lambda row: f"Entry {row.no}")
        assert shaped.rows == [f"Entry {row.no}" for row in page.rows]
        assert (shaped.first, shaped.next) == (page.first, page.next)
    assert ([row.no for row in first.rows], [row.no for row in second.rows]) == ([2, 4], [6])
