"""Numbers of threads and posts as people write them."""

import pytest

from forum.rules.moves import MOST_SPLIT, post_numbers, thread_number


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("/threads/12", 12),
        ("/threads/12?page=2#p30", 12),
        ("/threads/12/tools", 12),
        ("https://peers.example.org/threads/7#p3", 7),
        ("", None),
        ("twelve", None),
        ("12 13", None),
        ("-3", None),
        ("/posts/3", None),
        ("12345678901", None),
        ("١٢", None),
    ],
)
def test_a_thread_is_named_by_its_number_or_address(told: str, number: int | None) -> None:
    assert thread_number(told) == number


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("", set()),
        ("4", {4}),
        ("4, 7 and 9-11", {4, 7, 9, 10, 11}),
        ("4;7", {4, 7}),
        ("9 – 11", {9, 10, 11}),
        ("9 to 11, 10", {9, 10, 11}),
        ("four", None),
        ("9-", None),
        ("11-9", None),
        ("4 7", None),
        ("٤", None),
        ("1234567890", None),
    ],
)
def test_posts_are_named_one_by_one_or_in_runs(told: str, numbers: set[int] | None) -> None:
    assert post_numbers(told) == numbers


def test_a_run_without_end_is_cut_where_it_is_refused() -> None:
    told = post_numbers("2-999999999")
    assert told is not None
    assert len(told) == MOST_SPLIT + 1
