"""The worker and a difficult mail server: nothing is lost, and a repeat is known as one."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import mail
from core.db import Database
from core.mail.email import Email
from core.mail.outbox import MailState, OutboxMail, next_due
from core.mail.worker import (
    KEEP_TRYING_HOURS,
    LEASE_MINUTES,
    send_all_due,
    send_one,
    work,
)
from core.settings import Settings
from tests.core.conftest import Lines, lost_database
from tests.core.post_office import PostOffice, by_smtp, nobody, post_office

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
SENDER = "Network <network@example.org>"


def queue(
    session: Session, *keys: str, address: str = "amina@example.org", text: str = "Hi."
) -> None:
    for key in keys:
        mail.queue(session, Email(key, "Amina", address, "Subject", text))
    session.commit()


def rows(session: Session) -> list[tuple[str, int, str | None, str]]:
    """State, tries, last trouble and words of each mail."""
    session.rollback()
    found = select(OutboxMail.state, OutboxMail.tries, OutboxMail.last_trouble, OutboxMail.text)
    rows = [(a, b, c, d) for a, b, c, d in session.execute(found.order_by(OutboxMail.id))]
    session.rollback()
    return rows


def test_what_is_due_is_sent_and_its_words_are_emptied(
    database: Database, session: Session, settings: Settings
) -> None:
    queue(session, "a", "b")
    with time_machine.travel(START + timedelta(days=400), tick=False), post_office() as office:
        assert send_all_due(database, by_smtp(settings, office), SENDER) == 2
        assert send_one(database, by_smtp(settings, office), SENDER) is False
    assert rows(session) == [("sent", 1, None, "")] * 2
    assert list(session.scalars(select(OutboxMail.key).order_by(OutboxMail.id))) == ["a", "b"]
    assert [to for _, to, _ in office.arrived] == [["amina@example.org"]] * 2


@pytest.mark.parametrize(
    ("difficult", "trouble", "arrived"),
    [
        ({"to_data": ["451 try later"]}, "SMTPDataError", 1),
        ({"to_data": ["drop"]}, "SMTPServerDisconnected", 2),
        ({"to_recipient": ["450 greylisted"]}, "SMTPRecipientsRefused", 1),
        ({"to_sender": ["451 not now"]}, "SMTPSenderRefused", 1),
        ({"to_sender": ["550 we do not know you"]}, "SMTPSenderRefused", 1),
    ],
)
def test_a_passing_trouble_is_waited_out(
    database: Database,
    session: Session,
    settings: Settings,
    *,
    difficult: dict[str, list[str]],
    trouble: str,
    arrived: int,
) -> None:
    with time_machine.travel(START, tick=False) as clock, post_office() as office:
        queue(session, "a")
        vars(office).update(difficult)
        carry = by_smtp(settings, office)
        assert send_all_due(database, carry, SENDER) == 1
        assert rows(session) == [("queued", 1, trouble, "Hi.")]
        clock.move_to(START + timedelta(seconds=59))
        assert send_all_due(database, carry, SENDER) == 0
        clock.move_to(START + timedelta(seconds=60))
        assert send_all_due(database, carry, SENDER) == 1
    assert rows(session) == [("sent", 2, None, "")]
    # Mail can only be promised at least once; a repeat is known by its Message-ID.
    assert len(office.ids) == arrived
    assert len(set(office.ids)) == 1


@pytest.mark.parametrize(
    ("difficult", "trouble"),
    [
        ({"to_data": ["550 no such words here"]}, "SMTPDataError"),
        ({"to_recipient": ["550 nobody of that name"]}, "SMTPRecipientsRefused"),
    ],
)
def test_a_final_no_is_final(
    database: Database,
    session: Session,
    settings: Settings,
    lines: Lines,
    *,
    difficult: dict[str, list[str]],
    trouble: str,
) -> None:
    with time_machine.travel(START, tick=False) as clock, post_office() as office:
        queue(session, "a")
        vars(office).update(difficult)
        send_all_due(database, by_smtp(settings, office), SENDER)
        clock.move_to(START + timedelta(days=9))
        assert send_all_due(database, by_smtp(settings, office), SENDER) == 0
    assert rows(session) == [("failed", 1, trouble, "Hi.")]
    assert office.ids == []
    told = [line for line in lines.lines if '"mail failed"' in line]
    assert (len(told), "amina" in told[0]) == (1, False)


@pytest.mark.parametrize(
    "address", ["a\r\nBcc: evil@example.com", "a..b@example.org", "nobody", "$+`/-@[^_^_.org"]
)
def test_a_mail_that_no_server_could_take_does_not_come_round_again(
    database: Database, session: Session, settings: Settings, address: str
) -> None:
    queue(session, "bad", address=address)
    queue(session, "good")
    with post_office() as office:
        assert send_all_due(database, by_smtp(settings, office), SENDER) == 2
    assert [(state, tries) for state, tries, _, _ in rows(session)] == [("failed", 1), ("sent", 1)]
    assert len(office.ids) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_our_own_wrong_password_loses_no_mail(
    database: Database, session: Session, settings: Settings
) -> None:
    queue(session, "a")
    locked = {"authenticator": nobody, "auth_required": True, "auth_require_tls": False}
    with post_office(**locked) as office:
        wrong = by_smtp(settings, office, smtp_user="network", smtp_password="wrong")
        assert send_all_due(database, wrong, SENDER) == 1
    assert rows(session) == [("queued", 1, "SMTPAuthenticationError", "Hi.")]


def test_the_waits_grow_to_an_hour_and_end_after_two_days(
    database: Database, session: Session
) -> None:
    def refuse(_: EmailMessage) -> None:
        raise ConnectionRefusedError

    waits: list[int] = []
    with time_machine.travel(START, tick=False) as clock:
        queue(session, "a")
        moment = START
        while send_one(database, refuse, SENDER):
            session.rollback()
            row = session.scalars(select(OutboxMail)).one()
            if row.state == MailState.FAILED:
                break
            waits.append(int((row.due_at - moment).total_seconds() // 60))
            moment = row.due_at
            session.rollback()
            clock.move_to(moment)
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(waits[7:]) == {60}
    assert timedelta(0) < moment - START - timedelta(hours=KEEP_TRYING_HOURS) <= timedelta(hours=1)
    assert rows(session) == [("failed", len(waits) + 1, "ConnectionRefusedError", "Hi.")]


def test_a_dead_workers_mail_is_taken_up_again(
    database: Database, session: Session, settings: Settings
) -> None:
    def die(_: EmailMessage) -> None:
        raise KeyboardInterrupt

    with time_machine.travel(START, tick=False) as clock, post_office() as office:
        queue(session, "a")
        with pytest.raises(KeyboardInterrupt):
            send_one(database, die, SENDER)
        assert rows(session) == [("sending", 1, None, "Hi.")]
        clock.move_to(START + timedelta(minutes=LEASE_MINUTES, seconds=-1))
        assert send_all_due(database, by_smtp(settings, office), SENDER) == 0
        clock.move_to(START + timedelta(minutes=LEASE_MINUTES))
        assert send_all_due(database, by_smtp(settings, office), SENDER) == 1
    assert (LEASE_MINUTES, rows(session)) == (5, [("sent", 2, None, "")])


def test_no_lock_is_held_while_the_server_answers(database: Database, session: Session) -> None:
    def write_meanwhile(_: EmailMessage) -> None:
        with database.write() as other:
            assert next_due(other) is None
            queue(other, "meanwhile")

    queue(session, "a")
    assert send_one(database, write_meanwhile, SENDER) is True
    assert [state for state, _, _, _ in rows(session)] == ["sent", "queued"]


def test_two_workers_send_each_mail_once(
    database: Database, session: Session, settings: Settings
) -> None:
    keys = [f"crowd:{number}" for number in range(40)]
    queue(session, *keys)
    with post_office() as office, ThreadPoolExecutor(2) as pair:
        carry = by_smtp(settings, office)
        tried = list(pair.map(lambda _: send_all_due(database, carry, SENDER), range(2)))
    assert sum(tried) == 40
    assert set(Counter(office.ids).values()) == {1}
    assert len(office.ids) == 40
    assert rows(session) == [("sent", 1, None, "")] * 40


def test_the_worker_outlives_its_database_and_stops_when_told(lines: Lines) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(lost_database(), print, SENDER, stop))
    worker.start()
    while not lines.lines and worker.is_alive():
        stop.wait(0.01)
    stop.set()
    worker.join(10)
    assert worker.is_alive() is False
    assert '"says": "worker"' in lines.lines[0]
    assert '"error": "OperationalError"' in lines.lines[0]


def test_the_worker_sends_until_told_to_stop(
    database: Database, session: Session, settings: Settings
) -> None:
    queue(session, "a", "b")
    stop = threading.Event()

    def carry(whole: EmailMessage) -> None:
        by_smtp(settings, office)(whole)
        if len(office.ids) == 2:
            stop.set()

    with post_office() as office:
        work(database, carry, SENDER, stop)
    assert isinstance(office, PostOffice)
    assert rows(session) == [("sent", 1, None, "")] * 2
