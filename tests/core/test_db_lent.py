"""A connection for reading is lent to one request after another, as long as it is sound."""

from sqlalchemy import text

from core.db import Database

ONE = text("SELECT 1")


def test_the_next_request_of_a_thread_takes_the_same_one(database: Database) -> None:
    first = database.lend()
    database.take_back(first)
    assert database.lend() is first
    first.close()


def test_one_with_something_open_on_it_is_let_go(database: Database) -> None:
    first = database.lend()
    first.execute(ONE)
    database.take_back(first)
    assert first.closed
    with database.lend() as second:
        assert second.scalar(ONE) == 1


def test_a_dead_one_is_let_go(database: Database) -> None:
    first = database.lend()
    first.invalidate()
    database.take_back(first)
    assert first.closed
    with database.lend() as second:
        assert second.scalar(ONE) == 1


def test_two_at_once_are_two_and_one_is_kept(database: Database) -> None:
    first, second = database.lend(), database.lend()
    assert first is not second
    database.take_back(first)
    database.take_back(second)
    assert (first.closed, second.closed) == (True, False)
    assert database.lend() is second
    second.close()


def test_a_database_that_is_closed_keeps_none(database: Database) -> None:
    first = database.lend()
    database.take_back(first)
    database.close()
    assert first.closed
