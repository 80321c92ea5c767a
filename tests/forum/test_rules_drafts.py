"""Where words belong, and which may take the place of others: tables of cases."""

import pytest

from forum.rules.drafts import Place, Unsent, place_named
from forum.rules.words import Choices

HERE = Place("thread", 12)


def unsent(title: str = "", text: str = "", sequence: int = 0, page: str | None = None) -> Unsent:
    return Unsent(HERE, title, text, Choices(), sequence, page)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("thread:12", HERE),
        ("space:3", Place("space", 3)),
        ("answer:999999999", Place("answer", 999_999_999)),
        ("post:77", Place("post", 77)),
        *((told, None) for told in ("", "thread", "thread:", "thread:0", "thread:-1", "thread:01")),
        *((told, None) for told in ("thread:1234567890", "thread:٣", "thread:1 ", "event:1")),
        ("thread:1\n", None),
    ],
)
def test_a_place_is_one_of_four_kinds_and_a_number(told: str, place: Place | None) -> None:
    assert place_named(told) == place
    if place:
        assert str(place) == told


@pytest.mark.parametrize(
    ("title", "text", "empty"), [("", "", True), ("A", "", False), ("", "a", False)]
)
def test_nothing_written_is_empty(title: str, text: str, *, empty: bool) -> None:
    assert unsent(title, text).empty is empty


@pytest.mark.parametrize(
    ("known", "own", "saved", "by", "may"),
    [
        (3, "a", 3, "b", True),
        (4, "a", 3, "b", True),
        (2, "a", 3, "b", False),
        (2, "a", 3, "a", True),
        (2, None, 3, None, False),
        (2, None, 3, "a", False),
    ],
)
def test_an_older_page_may_not_take_the_place_of_newer_words(
    known: int, own: str | None, saved: int, by: str | None, *, may: bool
) -> None:
    assert unsent(sequence=known, page=own).may_follow(saved, by) is may
