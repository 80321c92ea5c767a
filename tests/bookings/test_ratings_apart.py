"""Who answered and what was said: nothing on disk joins the two, and no answer stands out."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bookings.actions.ratings import Answer, rate_session
from bookings.models import EventSession, Rating, RatingGiven
from bookings.queries.ratings import ratings_of
from bookings.rules.ratings import AlreadyRated
from core.db import Database
from tests.cast import AMINA, BEN, CAROL, DEV
from tests.factories import a_person, a_session_held
from tests.reading import rows

WORDS = ("excellent", "very_good", "good", "fair", "poor")


def answered(session: Session, held: EventSession, people: list[int]) -> None:
    """One answer each, in this order, each kept before the next."""
    for number, person_id in enumerate(people):
        answer = Answer(WORDS[number % 5], f"Said as number {number}.", "")
        rate_session(session, person_id, held.id, held.ends_at, answer)
        session.commit()


def a_room(session: Session, many: int) -> tuple[EventSession, list[int]]:
    """A session that is over, and people enough, the newest first."""
    held = a_session_held(session, (AMINA, BEN, CAROL, DEV))
    people = [a_person(session, f"Guest {number}") for number in range(many)]
    session.commit()
    return held, people[::-1]


def test_answers_are_released_together(session: Session) -> None:
    held, people = a_room(session, 11)
    shown = []
    for person_id in people:
        answered(session, held, [person_id])
        shown.append(ratings_of(session.connection(), held.id).answers)
    assert shown == [None, None, None, None, 5, 5, 5, 8, 8, 8, 11]


def test_nothing_on_disk_follows_the_order_of_the_answers(
    database: Database, session: Session
) -> None:
    held, people = a_room(session, 7)
    answered(session, held, people)
    session.rollback()
    if database.writing.dialect.name == "postgresql":
        with database.reading.connect() as connection:
            one = connection.execute(text("SELECT count(DISTINCT xmin::text) FROM rating")).scalar()
            order = connection.execute(text("SELECT key FROM rating ORDER BY ctid")).scalars().all()
            who = connection.execute(text("SELECT person_id FROM rating_given ORDER BY ctid"))
            assert (one, list(who.scalars())) == (1, sorted(people))
    else:
        file = Path(str(make_url(str(database.writing.url)).database))
        keys = [row[0] for row in rows(session, select(Rating.key))]
        database.close()
        with database.writing.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        content = file.read_bytes()
        assert [content.count(key.encode()) for key in keys] == [1] * 7
        # A page of SQLite is filled from its end.
        order = sorted(keys, key=lambda key: -content.find(key.encode()))
    assert list(order) == sorted(order)


def test_answers_at_the_same_moment_are_all_kept(database: Database, session: Session) -> None:
    held, people = a_room(session, 8)
    start = threading.Barrier(16)

    def press(person_id: int) -> None:
        start.wait()
        with database.write() as own:
            try:
                rate_session(own, person_id, held.id, held.ends_at, Answer("good", "", ""))
                own.commit()
            except AlreadyRated:
                own.rollback()

    presses = [threading.Thread(target=press, args=(who,)) for who in people for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert rows(session, select(RatingGiven.person_id).order_by(RatingGiven.person_id)) == [
        (who,) for who in sorted(people)
    ]
    assert [row[0] for row in rows(session, select(Rating.rating))] == ["good"] * 8


@pytest.mark.parametrize("again", [1, 2])
def test_a_second_answer_changes_nothing(session: Session, again: int) -> None:
    held, people = a_room(session, 5)
    answered(session, held, people)
    before = rows(session, select(Rating.key, Rating.worked_well).order_by(Rating.key))
    for _ in range(again):
        with pytest.raises(AlreadyRated):
            answered(session, held, people[:1])
        session.rollback()
    assert rows(session, select(Rating.key, Rating.worked_well).order_by(Rating.key)) == before
