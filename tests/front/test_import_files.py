"""Importing from files of any shape, one after the other, from one source or more."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from front.importing import BATCH_LINES
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
