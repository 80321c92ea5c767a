"""The outbox: a mail's row stands with its cause, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit, mail
from core.db import Database
from core.mail.email import Email
from core.mail.outbox import MailState, OutboxMail, next_due

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def an_email(key: str = "place_booked:1:1", text: str = "You have a place.") -> Email:
    return Email(key, "Amina", "amina@example.org", "Your place", text)


@time_machine.travel(START, tick=False)
def test_a_mail_stands_whole_and_unsent(session: Session) -> None:
    mail.queue(session, an_email())
    session.commit()
    row = session.scalars(select(OutboxMail)).one()
    assert row.email() == an_email()
    found = (row.state, row.tries, row.queued_at, row.due_at, row.sent_at, row.last_trouble)
    assert found == (MailState.QUEUED, 0, START, START, None, None)


def test_the_same_key_twice_is_one_mail(session: Session) -> None:
    mail.queue(session, an_email(text="first"))
    mail.queue(session, an_email(text="second"))
    session.commit()
    mail.queue(session, an_email(text="third"))
    mail.queue(session, an_email("place_booked:1:2", text="another"))
    session.commit()
    assert list(session.scalars(select(OutboxMail.text).order_by(OutboxMail.id))) == [
        "first",
        "another",
    ]


def test_a_mail_goes_with_its_cause(session: Session) -> None:
    audit.note(session, 1, "place_booked", "event", 1)
    mail.queue(session, an_email())
    session.flush()
    assert session.scalar(select(OutboxMail.key)) == "place_booked:1:1"
    session.rollback()
    assert session.scalar(select(OutboxMail.key)) is None
    assert session.scalar(select(audit.AuditLine.what)) is None


def test_nobody_else_sees_it_before_its_cause_is_kept(database: Database, session: Session) -> None:
    mail.queue(session, an_email())
    with database.reading.connect() as other:
        assert other.scalar(select(OutboxMail.key)) is None
    session.commit()
    with database.reading.connect() as other:
        assert other.scalar(select(OutboxMail.key)) == "place_booked:1:1"


def test_the_one_that_waited_longest_is_next_and_only_when_due(session: Session) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for key, later in (("c", 2), ("a", 0), ("b", 1)):
            clock.move_to(START + timedelta(minutes=later))
            mail.queue(session, an_email(key))
        clock.move_to(START - timedelta(seconds=1))
        assert next_due(session) is None
        found = []
        clock.move_to(START + timedelta(minutes=1))
        while (due := next_due(session)) is not None:
            found.append(due.key)
            due.state = MailState.SENT
            session.flush()
    assert found == ["a", "b"]


@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED])
def test_what_is_settled_stays_so(session: Session, state: MailState) -> None:
    mail.queue(session, an_email())
    session.scalars(select(OutboxMail)).one().state = state
    session.commit()
    assert next_due(session) is None


def test_a_state_nobody_knows_is_refused(session: Session) -> None:
    mail.queue(session, an_email())
    session.scalars(select(OutboxMail)).one().state = "lost"
    with pytest.raises(IntegrityError):
        session.flush()
