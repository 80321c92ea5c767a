"""The worker that tells people: in pieces, once each, killed or not, each in turn."""

from datetime import timedelta

import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from core.db import Database
from core.mail.outbox import OutboxMail
from forum.actions.fan_out import put_off_news, tell_due
from forum.models import FanOut, Post
from forum.queries.told import news_is_due
from forum.rules.telling import PUT_OFF_MINUTES, UNDO_MINUTES
from tests.cast import CAROL, GRACE
from tests.forum.told import URL, a_followed_post, a_post_for, tell, told_of, who_was_told
from tests.reading import count, rows


def test_people_are_told_in_small_pieces_in_order(session: Session) -> None:
    a_followed_post(session, 7)
    sizes = []
    while tell_due(session, URL, 3):
        session.commit()
        sizes.append(len(told_of(session)))
    session.rollback()
    assert sizes == [3, 6, 7]
    assert told_of(session) == sorted(set(told_of(session)))


def test_pieces_that_end_with_the_last_person_end(session: Session) -> None:
    a_followed_post(session, 6)
    assert tell(session, 3) == 3
    assert len(told_of(session)) == 6
    assert rows(session, select(FanOut.way)) == [("mail",)]


def test_a_worker_that_dies_in_the_middle_repeats_nobody(
    database: Database, session: Session
) -> None:
    a_followed_post(session, 9)
    assert tell_due(session, URL, 4)
    session.commit()
    with database.write() as dying:
        assert tell_due(dying, URL, 4)
        assert dying.scalar(select(FanOut.after_id).where(FanOut.after_id > 0)) is not None
        dying.rollback()
    assert len(told_of(session)) == 4
    # What it had begun is done from where the piece before it ended.
    assert tell(session, 4) == 2
    assert len(told_of(session)) == len(set(told_of(session))) == 9


def test_mails_of_a_worker_that_died_are_queued_once(database: Database, session: Session) -> None:
    a_followed_post(session, 9)
    with time_machine.travel(now() + timedelta(minutes=UNDO_MINUTES + 1), tick=False):
        tell_due(session, URL, 4)
        session.commit()
        with database.write() as dying:
            tell_due(dying, URL, 4)
            dying.rollback()
        tell(session, 4)
    assert (count(session, OutboxMail), count(session, Notice)) == (9, 9)


def test_many_followers_of_one_post_keep_nobody_else_waiting(session: Session) -> None:
    a_followed_post(session, 20)
    a_post_for(session, CAROL, "named")
    session.commit()
    for _ in range(2):
        tell_due(session, URL, 5)
        session.commit()
    assert who_was_told(session).count("Carol") == 1
    assert len(told_of(session)) == 6


def test_what_can_not_be_told_now_is_put_off(session: Session) -> None:
    a_post_for(session, CAROL, "named")
    a_post_for(session, GRACE, "named")
    session.commit()
    put_off_news(session)
    session.commit()
    tell(session)
    assert who_was_told(session) == ["Grace"]
    with time_machine.travel(now() + timedelta(minutes=PUT_OFF_MINUTES, seconds=1), tick=False):
        tell(session)
    assert who_was_told(session) == ["Carol", "Grace"]


def test_putting_off_nothing_is_nothing(session: Session) -> None:
    put_off_news(session)
    assert (tell(session), count(session, FanOut)) == (0, 0)


def test_looking_for_what_is_due_takes_nobodys_turn(database: Database, session: Session) -> None:
    with database.reading.connect() as reader:
        assert news_is_due(reader) is False
    a_post_for(session, CAROL, "named")
    session.commit()
    session.execute(update(Post).values(posted_at=now()))
    with database.reading.connect() as reader:
        assert news_is_due(reader) is True
