"""The worker's other work: in small pieces, kept one by one, and no trouble stops it."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from core import audit
from core.audit import AuditLine
from core.db import Database
from core.jobs import Job, do_all_due, do_jobs, do_one_piece
from tests.core.conftest import MARKER, Lines, lost_database
from tests.reading import rows

KEPT = select(AuditLine.what).order_by(AuditLine.id)


def lines_of(what: str) -> object:
    return select(func.count()).select_from(AuditLine).where(AuditLine.what == what)


def a_job(what: str, most: int, *, before: Callable[[], None] = lambda: None) -> Job:
    """Work that is due until so many lines of this kind are there; putting off leaves a line."""

    def is_due(connection: Connection) -> bool:
        return connection.execute(lines_of(what)).scalar_one() < most  # type: ignore[call-overload]

    def do_piece(session: Session) -> bool:
        audit.note(session, None, what, "job", None)
        session.flush()
        before()
        return True

    def put_off(session: Session) -> None:
        audit.note(session, None, f"{what}_put_off", "job", None)

    return Job(what, is_due, do_piece, put_off)


def fail() -> None:
    raise ValueError(MARKER)


def test_every_piece_is_kept(database: Database, session: Session) -> None:
    assert do_all_due(database, [a_job("a", 2), a_job("b", 1)]) == 3
    assert rows(session, KEPT) == [("a",), ("a",), ("b",)]
    assert do_all_due(database, [a_job("a", 2), a_job("b", 1)]) == 0


def test_a_piece_that_fails_is_dropped_and_put_off_and_the_others_are_done(
    database: Database, session: Session, lines: Lines
) -> None:
    failing = a_job("a", 1, before=fail)
    assert do_all_due(database, [failing, a_job("b", 1)]) == 1
    assert rows(session, KEPT) == [("a_put_off",), ("b",)]
    assert any('"says": "job"' in line and '"job": "a"' in line for line in lines.lines)
    assert MARKER not in "".join(lines.lines)


def test_nothing_is_written_when_nothing_is_due(database: Database, session: Session) -> None:
    never = Job("never", lambda _: False, lambda _: pytest.fail("it was done"), lambda _: None)
    assert do_one_piece(database, never) is False
    assert rows(session, KEPT) == []


def test_a_lost_database_is_waited_out(lines: Lines) -> None:
    assert do_one_piece(lost_database(), a_job("a", 1)) is False
    assert any('"says": "job"' in line for line in lines.lines)


def test_it_works_until_told_to_stop_whatever_fails(database: Database, session: Session) -> None:
    stop, failed = threading.Event(), threading.Event()

    def fail_at_first() -> None:
        if not failed.is_set():
            failed.set()
            fail()

    def stop_now() -> None:
        if failed.is_set():
            stop.set()

    jobs = [a_job("a", 9, before=fail_at_first), a_job("b", 9, before=stop_now)]
    do_jobs(database, jobs, stop)
    assert rows(session, KEPT) == [("a_put_off",), ("b",)]
