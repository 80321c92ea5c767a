"""The sums of discussions: pages, numbers, and what is new to somebody."""

import pytest

from forum.rules.posts import (
    POSTS,
    POSTS_A_PAGE,
    THREADS,
    page_of_post,
    posts_on_page,
    unread_posts,
)


def test_the_numbers_people_rely_on() -> None:
    assert POSTS_A_PAGE == 25
    assert (POSTS.most, POSTS.window_seconds) == (40, 3600)
    assert (THREADS.most, THREADS.window_seconds) == (10, 86_400)


@pytest.mark.parametrize(
    ("no", "page"),
    [(-9, 1), (0, 1), (1, 1), (24, 1), (25, 1), (26, 2), (50, 2), (51, 3), (25_000, 1000)],
)
def test_the_page_of_a_post(no: int, page: int) -> None:
    assert page_of_post(no) == page


@pytest.mark.parametrize(("page", "run"), [(1, (1, 25)), (2, (26, 50)), (40, (976, 1000))])
def test_the_posts_of_a_page(page: int, run: tuple[int, int]) -> None:
    assert posts_on_page(page) == run
    assert [page_of_post(no) for no in run] == [page, page]


@pytest.mark.parametrize(
    ("last", "read_to", "since_joining", "unread"),
    [
        (5, None, True, 5),
        (5, None, False, 0),
        (5, 5, True, 0),
        (5, 3, True, 2),
        (5, 3, False, 2),
        (5, 9, True, 0),
    ],
)
def test_what_is_new(last: int, read_to: int | None, since_joining: bool, unread: int) -> None:
    assert unread_posts(last, read_to, posted_since_joining=since_joining) == unread
