"""`flask house import-forum`: what the document's own example becomes; once, however often."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Notice, Person
from core.audit import AuditLine
from core.mail.outbox import OutboxMail
from core.text import RENDER_VERSION
from forum.models import (
    Decision,
    FanOut,
    FollowThread,
    KnownWriter,
    Post,
    Space,
    Thread,
)
from programme.models import GroupMember
from tests.cast import CLOSED_SPACE, OPEN_SPACE
from tests.client import HouseClient
from tests.imports import (
    a_file,
    brought_in,
    example,
    person,
    post,
    refusals,
    run,
    space,
    thread,
)
from tests.reading import count, rows, snapshot

BEGUN = datetime(2024, 4, 20, 17, 30, tzinfo=UTC)
ANSWERED = datetime(2024, 4, 21, 9, 5, tzinfo=UTC)
HARD_WEEK = datetime(2024, 5, 7, 20, 0, tzinfo=UTC)
BLUEBELLS = "I would love to see **bluebells**.\n\nDoes anybody know a wood that is not too far?"
STATION = "@Maryam, there is one behind the station."
BROTHER = "I miss my brother. I would rather not have my name on this."


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The file in docs/import.md."""
    return a_file(tmp_path, example().rstrip("\n"))


def test_the_example_in_the_document(app: Flask, session: Session, told: Path) -> None:
    result = run(app, told)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "9 of 9 lines",
        "Added: 2 spaces, 2 people, 2 threads and 3 posts.",
        "Here already: 0 lines.",
        "Not taken: 0 lines.",
    ]
    plain = "I would love to see bluebells . Does anybody know a wood that is not too far?"
    named = "@Maryam , there is one behind the station."
    where = "Where shall we go in May?"
    assert brought_in(session) == {
        "spaces": [
            (
                *("tuesday-circle", "tuesday-circle", "Tuesday circle"),
                *("For those who meet on Tuesdays.", "everyone", "everyone", "Tuesday circle"),
            ),
            (
                *("walking-group", "walking-group", "Walking group"),
                *("Where we go next, and how it was.", "everyone", "everyone", None),
            ),
        ],
        "people": [
            ("u17", "Maryam", "maryam", None, None),
            ("u18", "Old Tom", "old tom", None, None),
        ],
        "threads": [
            (
                *("t1", "walking-group", "question", where),
                *("Maryam", False, "", BEGUN, 2, ANSWERED),
            ),
            (
                *("t2", "tuesday-circle", "talk", "A hard week"),
                *("Old Tom", True, " death ", HARD_WEEK, 1, HARD_WEEK),
            ),
        ],
        "tags": [("t1", "spring")],
        "posts": [
            ("p1", where, 1, "Maryam", False, "", None, BLUEBELLS, plain, BEGUN, "live"),
            ("p2", where, 2, "Old Tom", False, "", "p1", STATION, named, ANSWERED, "live"),
            (
                *("p3", "A hard week", 1, "Old Tom", True, " death ", None),
                *(BROTHER, BROTHER, HARD_WEEK, "live"),
            ),
        ],
        "mentions": [("p2", "maryam", "Maryam")],
    }


def test_members_read_it_as_if_it_had_been_said_here(
    app: Flask, session: Session, amina: HouseClient, told: Path
) -> None:
    run(app, told)
    [[maryam]] = rows(session, select(Person.id).where(Person.display_name == "Maryam"))
    [[open_id], [closed_id]] = rows(session, select(Thread.id).order_by(Thread.id))
    page = amina.get(f"/threads/{open_id}").text
    assert f'href="/people/{maryam}"' in page
    assert "<strong>bluebells</strong>" in page
    assert '<time datetime="2024-04-20T17:30:00+00:00">20 April 2024, 6:30pm</time>' in page
    assert amina.get(f"/threads/{closed_id}").status_code == 404
    assert amina.get("/spaces/tuesday-circle").status_code == 404
    assert (
        rows(session, select(Post.render_version, Post.revision, Post.edited_at))
        == [(RENDER_VERSION, 1, None)] * 3
    )


def test_again_adds_nothing(app: Flask, session: Session, told: Path) -> None:
    run(app, told)
    before = snapshot(session)
    result = run(app, told)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "9 of 9 lines",
        "Added: 0 spaces, 0 people, 0 threads and 0 posts.",
        "Here already: 9 lines.",
        "Not taken: 0 lines.",
    ]
    assert snapshot(session) == before


def test_a_check_changes_nothing(app: Flask, session: Session, told: Path) -> None:
    before = snapshot(session)
    result = run(app, told, "--check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "9 of 9 lines",
        "An import would add 2 spaces, 2 people, 2 threads and 3 posts.",
        "Here already: 0 lines.",
        "Not taken: 0 lines.",
        "Nothing was changed.",
    ]
    assert snapshot(session) == before
    run(app, told)
    assert snapshot(session) != before
    after = snapshot(session)
    result = run(app, told, "--check")
    assert result.output.splitlines()[1:3] == [
        "An import would add 0 spaces, 0 people, 0 threads and 0 posts.",
        "Here already: 9 lines.",
    ]
    assert snapshot(session) == after


@pytest.mark.parametrize("words", [(), ("--check",)])
def test_lines_that_cannot_be_taken_are_told_and_others_come(
    app: Flask, session: Session, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = a_file(
        tmp_path,
        space(),
        person(),
        thread(),
        post("p1", text="x" * 1_048_576),
        b"{",
        post("p2", author="u9"),
        post("p3"),
        post("p4", reply_to="p1"),
        post("p5", at="2024-03-01T10:00:00"),
    )
    result = run(app, path, *words)
    assert result.exit_code == 1
    assert refusals(result) == [
        "Line 4 was not taken. “text” has 1,048,576 characters; 20,000 is the most.",
        "Line 5 was not taken. The line is not JSON.",
        "Line 6 was not taken. It needs the person “u9”, and no line before it tells of one.",
        "Line 8 was not taken. It needs the post “p1”: line 4 was not taken.",
        "Line 9 was not taken. “at” has to be a time with its zone, like 2024-03-01T10:00:00Z.",
    ]
    assert "Not taken: 5 lines." in result.output
    assert len(brought_in(session)["posts"]) == (0 if words else 1)


def test_a_line_put_right_comes_with_the_next_number(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    begun = [space(), person(), thread()]
    run(app, a_file(tmp_path, *begun, post("p1", text=""), post("p2"), post("p3")))
    result = run(app, a_file(tmp_path, *begun, post("p1"), post("p2"), post("p3")))
    assert result.exit_code == 0
    assert "Added: 0 spaces, 0 people, 0 threads and 1 post." in result.output
    found = [(key, no) for key, _, no, *_ in brought_in(session)["posts"]]
    assert found == [("p1", 3), ("p2", 1), ("p3", 2)]


def test_nobody_is_told(app: Flask, session: Session, told: Path) -> None:
    run(app, told)
    tables = (Notice, OutboxMail, FanOut, FollowThread, GroupMember)
    before = [4 if table is GroupMember else 0 for table in tables]
    assert [count(session, table) for table in tables] == before
    run(app, told)
    lines = select(AuditLine.person_id, AuditLine.what, AuditLine.thing, AuditLine.thing_id)
    assert rows(session, lines) == [(None, "forum_imported", "import", None)]


def test_who_wrote_there_is_known_here(app: Flask, session: Session, told: Path) -> None:
    run(app, a_file(told.parent, person("u99", "Only a reader"), name="more.jsonl"))
    run(app, told)
    known = select(Person.display_name).join(KnownWriter, KnownWriter.person_id == Person.id)
    assert rows(session, known.where(Person.address.is_(None)).order_by(Person.id)) == [
        ("Maryam",),
        ("Old Tom",),
    ]


def test_a_decision_begins_with_what_was_said(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, a_file(tmp_path, space(), person(), thread(kind="decision"), thread("t2")))
    assert rows(session, select(Decision.stage, Decision.owner_id)) == [("said", None)]


def test_new_spaces_stand_behind_the_others(app: Flask, session: Session, told: Path) -> None:
    run(app, told)
    positions = select(Space.key, Space.position).order_by(Space.position)
    assert rows(session, positions) == [
        ("open", OPEN_SPACE),
        ("closed", CLOSED_SPACE),
        ("walking-group", 3),
        ("tuesday-circle", 4),
    ]
