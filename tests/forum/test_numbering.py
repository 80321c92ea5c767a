"""Many people write at the same moment: every post gets a number, and none is left out."""

import threading
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from forum.actions.posts import start_thread, write_reply
from forum.actions.writing import Written
from forum.models import Post, Thread
from tests.cast import AMINA, CAST, OPEN_SPACE
from tests.factories import a_thread
from tests.reading import count, rows

MANY = 20


def at_once(database: Database, work: Callable[[Session, int], object]) -> list[BaseException]:
    """What went wrong when so many sessions did this together."""
    gate = threading.Barrier(MANY)
    trouble: list[BaseException] = []

    def run(number: int) -> None:
        gate.wait()
        try:
            with database.write() as session:
                work(session, number)
                session.commit()
        except Exception as error:  # noqa: BLE001 - told to the test
            trouble.append(error)

    clients = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return trouble


def test_replies_are_numbered_without_gaps(database: Database, session: Session) -> None:
    thread_id = a_thread(session).id
    session.commit()

    def reply(own: Session, number: int) -> None:
        write_reply(
            own, CAST[number % 5].identity(), thread_id, Written(f"Reply {number}.", f"n{number}")
        )

    assert at_once(database, reply) == []
    assert rows(session, select(Post.no).order_by(Post.no)) == [(no,) for no in range(1, MANY + 2)]
    assert rows(session, select(Thread.last_post_no)) == [(MANY + 1,)]
    texts = rows(session, select(Post.markdown).where(Post.no > 1))
    assert sorted(texts) == sorted((f"Reply {number}.",) for number in range(MANY))


def test_one_press_sent_many_times_at_once_is_one_reply(
    database: Database, session: Session
) -> None:
    thread_id = a_thread(session).id
    session.commit()
    trouble = at_once(
        database,
        lambda own, _: write_reply(own, AMINA.identity(), thread_id, Written("Once.", "same")),
    )
    assert trouble == []
    assert rows(session, select(Post.no, Post.markdown).order_by(Post.no)) == [
        (1, "First words."),
        (2, "Once."),
    ]


def test_one_press_sent_many_times_at_once_is_one_thread(
    database: Database, session: Session
) -> None:
    trouble = at_once(
        database,
        lambda own, _: start_thread(
            own, AMINA.identity(), OPEN_SPACE, "T", Written("Once.", "same")
        ),
    )
    assert trouble == []
    assert (count(session, Thread), count(session, Post)) == (1, 1)
