"""Several who work at once, and ten thousand to be told: nobody twice, and pages go on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from core.db import Database
from core.jobs import do_jobs
from core.mail.outbox import OutboxMail
from core.settings import Settings
from forum.actions.fan_out import tell_due
from forum.actions.reading import move_read_position
from forum.actions.states import hide_post
from forum.models import FanOut, Post
from forum.queries.told import news_is_due
from forum.rules.telling import PEOPLE_A_PIECE
from front.jobs import jobs
from tests.cast import BEN, DEV
from tests.forum.told import (
    URL,
    a_followed_post,
    a_followed_post_alone,
    told_of,
)
from tests.reading import rows

MANY = 10_000


def rows_owed(database: Database) -> bool:
    with database.reading.connect() as reader:
        return news_is_due(reader)


def run_together(works: list[Callable[[], None]], trouble: list[BaseException]) -> None:
    """Do all of this at the same moment, and keep what goes wrong."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - told to the test
            trouble.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_workers_at_once_do_no_piece_twice(database: Database, session: Session) -> None:
    for number in range(4):
        a_followed_post_alone(session, 10, f"Words {number}.")
    session.commit()
    trouble: list[BaseException] = []
    pieces: list[bool] = []

    def work() -> None:
        while rows_owed(database):
            with database.write() as own:
                done = tell_due(own, URL, 3)
                own.commit()
            pieces.append(done)

    run_together([work] * 3, trouble)
    assert trouble == []
    # Three full pieces and a last one for each post: a fifth would be one that was done twice.
    assert sum(pieces) == 4 * 4
    assert len(told_of(session)) == len(set(told_of(session))) == 40


def test_what_is_hidden_while_people_are_told_is_told_to_nobody(
    database: Database, session: Session
) -> None:
    posts = [a_followed_post_alone(session, 10, f"Words {number}.") for number in range(8)]
    session.commit()
    trouble: list[BaseException] = []

    def work() -> None:
        while rows_owed(database):
            with database.write() as own:
                tell_due(own, URL, 2)
                own.commit()

    def hide() -> None:
        for post_id in posts[::2]:
            with database.write() as own:
                hide_post(own, DEV.id, post_id, "Because.")
                own.commit()

    run_together([work, work, hide], trouble)
    assert trouble == []
    stand = [f"/posts/{post_id}" for post_id in posts[1::2]]
    told = rows(session, select(Notice.url).order_by(Notice.id))
    assert sorted(told) == sorted((url,) for url in stand for _ in range(10))


#: Ten thousand people are told within this, each way. Unit: seconds.
IN_TIME_SECONDS = 10

#: ... and no page waits longer than this for its turn to write meanwhile. Unit: seconds.
PATIENCE_SECONDS = 2


@contextmanager
def a_worker(database: Database, settings: Settings) -> Iterator[None]:
    """The house's own worker beside the block."""
    stop = threading.Event()
    worker = threading.Thread(target=do_jobs, args=(database, jobs(settings), stop))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def pages_go_on_until_all_are_told(database: Database, post_id: int, way: str) -> list[float]:
    """How long each of many small writes took until nobody was left to be told."""
    owed = select(FanOut.post_id).where(FanOut.post_id == post_id, FanOut.way == way)
    thread = select(Post.thread_id).where(Post.id == post_id)
    waits, no, over = list[float](), 0, time.monotonic() + 60
    with database.reading.connect() as reader:
        thread_id = reader.scalars(thread).one()
        while reader.execute(owed).first() is not None and time.monotonic() < over:
            began, no = time.monotonic(), no + 1
            with database.write() as page:
                move_read_position(page, BEN.id, thread_id, no)
                page.commit()
            waits.append(time.monotonic() - began)
            # Nothing is waited for here: people press now and then, and not without a pause.
            time.sleep(0.05)
    return waits


@pytest.mark.parametrize(("way", "column"), [("site", Notice.id), ("mail", OutboxMail.id)])
def test_ten_thousand_followers_are_told_in_time_and_pages_go_on(
    database: Database, session: Session, settings: Settings, way: str, column: object
) -> None:
    post_id = a_followed_post(session, MANY)
    session.execute(delete(FanOut).where(FanOut.way != way))
    session.execute(update(FanOut).values(due_at=now()))
    session.commit()
    began = time.monotonic()
    with a_worker(database, settings):
        waits = pages_go_on_until_all_are_told(database, post_id, way)
    took = time.monotonic() - began
    assert len(rows(session, select(column))) == MANY  # type: ignore[call-overload]
    assert took < IN_TIME_SECONDS
    assert len(waits) > MANY / PEOPLE_A_PIECE / 2
    assert max(waits) < PATIENCE_SECONDS
