"""Importing from files of any shape, stopped anywhere: the same rows come of it."""

import json
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
from front.importing import BATCH_LINES, TRIES, Import
from tests.databases import copy_of
from tests.imports import (
    a_file,
    a_long_file,
    brought_in,
    person,
    post,
    refusals,
    run,
    space,
    thread,
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


def test_progress_is_told_for_each_batch(app: Flask, tmp_path: Path) -> None:
    result = run(app, a_long_file(tmp_path, 1_000, posts_a_thread=200))
    assert BATCH_LINES == 500
    assert result.output.splitlines()[:3] == [
        "500 of 1,015 lines",
        "1,000 of 1,015 lines",
        "1,015 of 1,015 lines",
    ]


def test_a_later_file_goes_on_where_the_first_ended(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    run(app, a_file(tmp_path, space(), person(), thread(), post()))
    later = a_file(tmp_path, post("p2", reply_to="p1"), post("p3", author="u2"), name="later.jsonl")
    result = run(app, later)
    assert refusals(result) == [
        "Line 2 was not taken. It needs the person “u2”, and no line before it tells of one."
    ]
    found = [
        (key, no, answered) for key, _, no, _, _, _, answered, *_ in brought_in(session)["posts"]
    ]
    assert found == [("p1", 1, None), ("p2", 2, "p1")]


def test_each_source_has_keys_of_its_own(app: Flask, session: Session, tmp_path: Path) -> None:
    lines = [person(), thread(), post()]
    run(app, a_file(tmp_path, space(), *lines))
    result = run(app, a_file(tmp_path, space("other"), *lines), source="new")
    assert len(refusals(result)) == 2
    result = run(app, a_file(tmp_path, space(), *lines), source="newer")
    assert refusals(result) == []
    assert [len(brought_in(session, source)["posts"]) for source in ("old", "new", "newer")] == [
        1,
        0,
        1,
    ]


SHAPES = {
    "no end": (b'{"type": "person", "key": "u1", "name": "A"}', 1, 1),
    "windows": (b'\xef\xbb\xbf{"type": "person", "key": "u1", "name": "A"}\r\n\r\n', 2, 1),
    "empty lines": (b'\n \n{"type": "person", "key": "u1", "name": "A"}\n\n\t\n', 5, 1),
    "empty": (b"", 0, 0),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_files_end_and_begin_in_many_ways(
    app: Flask, session: Session, tmp_path: Path, shape: str
) -> None:
    raw, lines, people = SHAPES[shape]
    path = tmp_path / "odd.jsonl"
    path.write_bytes(raw)
    result = run(app, path)
    assert result.exit_code == 0
    progress = [f"{lines} of {lines} lines"] if lines else []
    assert result.output.splitlines()[:-3] == progress
    assert len(brought_in(session)["people"]) == people


def test_a_line_without_an_end_is_not_read_whole(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    path = a_file(tmp_path, person(), b'"' + b"x" * 9_000_000, person("u2", "Tom"))
    result = run(app, path)
    assert refusals(result) == ["Line 2 was not taken. The line is longer than 2,000,000 bytes."]
    assert [key for key, *_ in brought_in(session)["people"]] == ["u1", "u2"]


@pytest.mark.parametrize("source", ["", "Old", "old forum", "-old", "o" * 61, "old\n"])
def test_a_source_is_one_word(app: Flask, session: Session, tmp_path: Path, source: str) -> None:
    before = snapshot(session)
    result = run(app, a_file(tmp_path, person()), source=source)
    assert (result.exit_code, result.output) == (
        1,
        "Error: A source is a word of small letters, digits and hyphens.\n",
    )
    assert snapshot(session) == before


def test_a_file_that_is_not_there_is_said_to_be_so(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path / "nowhere.jsonl")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_batches_are_small_in_bytes_too(app: Flask, tmp_path: Path) -> None:
    begun = [space(), person(), thread()]
    padded = [json.dumps(post(f"p{n}")) + " " * 1_500_000 for n in range(5)]
    result = run(app, a_file(tmp_path, *begun, *padded))
    assert result.output.splitlines()[:3] == [
        "6 of 8 lines",
        "8 of 8 lines",
        "Added: 1 space, 1 person, 1 thread and 5 posts.",
    ]
