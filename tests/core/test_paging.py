"""Lists by keyset: a cursor that anybody can write must never do harm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.addresses import LARGEST_ID
from core.paging import PAGE_ROWS, Cursor, cursor, page_of

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


def key(number: int) -> Cursor:
    return Cursor(START, number)


@pytest.mark.parametrize(
    ("have", "shown", "following"),
    [(0, 0, None), (1, 1, None), (25, 25, None), (26, 25, 25), (40, 25, 25)],
)
def test_a_page_shows_so_many_and_says_whether_there_are_more(
    have: int, shown: int, following: int | None
) -> None:
    found = page_of(list(range(1, have + 1)), key)
    assert PAGE_ROWS == 25
    assert list(found.rows) == list(range(1, shown + 1))
    assert found.next == (None if following is None else str(key(following)))


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=9))
def test_the_pages_together_are_the_list(have: int, most: int) -> None:
    rows, seen, after = list(range(1, have + 1)), list[int](), 0
    while True:
        found = page_of([row for row in rows if row > after][: most + 1], key, most)
        seen += found.rows
        place = cursor(found.next)
        if place is None:
            break
        after = place.id
    assert seen == rows
