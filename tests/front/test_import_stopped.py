"""An import that is stopped anywhere, or loses a race, and goes on: the same rows come of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from core.db import Database
from front.importing import TRIES, Import
from tests.databases import copy_of
from tests.imports import (
    a_file,
    a_long_file,
    brought_in,
    run,
    space,
)
from tests.reading import snapshot

#: Long enough for three batches, one of which begins in the middle of a thread.
POSTS = 1_105


Brought = dict[str, list[Any]]


class Stopped(Exception):
    """What a test raises where the program is to end."""


@contextmanager
def stopping(
    database: Database, before: str, times: int, error: Callable[[], Exception]
) -> Iterator[list[int]]:
    """The nth statement that begins so, or the nth commit, does not happen."""
    seen = [0]

    def stop() -> None:
        seen[0] += 1
        if seen[0] == times:
            raise error()

    def statement(*told: Any) -> None:
        if told[2].startswith(before):
            stop()

    def commit(_session: Session) -> None:
        if before == "COMMIT":
            stop()

    event.listen(database.writing, "before_cursor_execute", statement)
    event.listen(Session, "before_commit", commit)
    try:
        yield seen
    finally:
        event.remove(database.writing, "before_cursor_execute", statement)
        event.remove(Session, "before_commit", commit)


@pytest.fixture(scope="module")
def in_one_go(template: str, tmp_path_factory: pytest.TempPathFactory) -> Brought:
    """What a run that nothing stops brings in."""
    folder = tmp_path_factory.mktemp("in-one-go")
    with copy_of(template, folder) as url:
        database = Database(url)
        Import(database, "old", lambda _: None).run(a_long_file(folder, POSTS))
        with database.write() as session:
            found = brought_in(session)
        database.close()
    assert len(found["posts"]) == POSTS
    return found


@pytest.mark.parametrize(
    ("before", "times"),
    [
        ("COMMIT", 1),
        ("COMMIT", 4),
        ("COMMIT", 6),
        ("INSERT INTO person", 1),
        ("INSERT INTO post ", 2),
        ("INSERT INTO imported", 5),
        ("UPDATE thread", 3),
    ],
)
def test_stopped_anywhere_and_begun_again_is_as_in_one_go(
    app: Flask,
    database: Database,
    session: Session,
    tmp_path: Path,
    in_one_go: Brought,
    *,
    before: str,
    times: int,
) -> None:
    path = a_long_file(tmp_path, POSTS)
    with stopping(database, before, times, Stopped), pytest.raises(Stopped):
        run(app, path)
    session.rollback()
    assert brought_in(session) != in_one_go
    assert run(app, path).exit_code == 0
    assert brought_in(session) == in_one_go
    before_again = snapshot(session)
    run(app, path)
    assert snapshot(session) == before_again


@pytest.mark.parametrize("error", [IntegrityError, OperationalError])
def test_a_batch_that_lost_a_race_is_tried_again(
    app: Flask,
    database: Database,
    session: Session,
    tmp_path: Path,
    in_one_go: Brought,
    *,
    error: type[DBAPIError],
) -> None:
    lost = partial(error, "x", {}, Exception("x"))
    with stopping(database, "UPDATE thread", 2, lost) as seen:
        result = run(app, a_long_file(tmp_path, POSTS))
    assert result.exit_code == 0
    assert seen == [4]
    assert f"and {POSTS:,} posts." in result.output
    assert "Here already: 0 lines." in result.output
    assert brought_in(session) == in_one_go


def test_a_database_that_never_answers_is_told_in_a_sentence(
    app: Flask, database: Database, session: Session, tmp_path: Path
) -> None:
    seen = [0]

    def never(*told: Any) -> None:
        if told[2].startswith("INSERT INTO space"):
            seen[0] += 1
            raise OperationalError("x", {}, Exception("x"))

    event.listen(database.writing, "before_cursor_execute", never)
    before = snapshot(session)
    result = run(app, a_file(tmp_path, space()))
    assert (result.exit_code, seen) == (1, [TRIES])
    assert result.output == (
        "Error: The database did not answer in time. Give the same command again: it will go on.\n"
    )
    assert snapshot(session) == before
