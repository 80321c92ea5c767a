"""Work that waits in the database beside mail: done in small pieces, each kept on its own.

Between two pieces the worker rests as long as the last one took, so that pages get their turn to
write. Source: docs/decisions/0015-who-is-told.md
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.db import Database

#: How long the worker rests when nothing is due. Unit: seconds.
REST_SECONDS = 1.0

#: The shortest rest between two pieces: a page that waits for its turn on SQLite looks that often.
#: Unit: seconds.
TURN_SECONDS = 0.05

log = logging.getLogger("network.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work, told by the floor that knows it.

    `is_due` looks without taking anybody's turn; `do_piece` is true when it did something;
    `put_off` lets a piece that failed wait, so that it holds up nothing behind it.
    """

    name: str
    is_due: Callable[[Connection], bool]
    do_piece: Callable[[Session], bool]
    put_off: Callable[[Session], None]


def do_jobs(database: Database, jobs: Iterable[Job], stop: threading.Event) -> None:
    """Do what is due until told to stop; trouble with one job stops no other."""
    jobs = tuple(jobs)
    while not stop.is_set():
        took = [_timed_piece(database, job) for job in jobs]
        stop.wait(max(TURN_SECONDS, *took) if any(took) else REST_SECONDS)


def do_all_due(database: Database, jobs: Iterable[Job]) -> int:
    """How many pieces were done until nothing was due."""
    pieces = 0
    for job in jobs:
        while do_one_piece(database, job):
            pieces += 1
    return pieces


def do_one_piece(database: Database, job: Job) -> bool:
    """True when a piece was due, was done and is kept."""
    try:
        with database.reading.connect() as connection:
            if not job.is_due(connection):
                return False
        with database.write() as session:
            done = job.do_piece(session)
            session.commit()
    except Exception as error:  # the one loop that must outlive any trouble
        log.exception("job", extra={"job": job.name, "error": type(error).__name__})
        _put_off(database, job)
        return False
    return done


def _timed_piece(database: Database, job: Job) -> float:
    """How long a piece took; 0 when none was due. Unit: seconds."""
    began = time.monotonic()
    return time.monotonic() - began if do_one_piece(database, job) else 0.0


def _put_off(database: Database, job: Job) -> None:
    # A database that is lost can't be told; the next round finds the piece as it was.
    with suppress(SQLAlchemyError), database.write() as session:
        job.put_off(session)
        session.commit()
