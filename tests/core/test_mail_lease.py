"""The lease: a mail is one worker's at a time, and none comes round for ever."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from sqlalchemy.orm import Session

from core.db import Database
from core.mail.worker import GIVE_UP_HOURS, KEEP_TRYING_HOURS, LEASE_MINUTES, send_all_due, send_one
from core.settings import Settings
from tests.core.conftest import Lines
from tests.core.post_office import by_smtp, post_office
from tests.core.test_mail_worker import SENDER, START, queue, rows


def die(_: EmailMessage) -> None:
    raise KeyboardInterrupt


def test_a_mail_that_kills_its_workers_is_given_up(
    database: Database, session: Session, lines: Lines
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        queue(session, "a")
        for hours in (0, 1, GIVE_UP_HOURS):
            clock.move_to(START + timedelta(hours=hours))
            with pytest.raises(KeyboardInterrupt):
                send_one(database, die, SENDER)
        clock.move_to(START + timedelta(hours=GIVE_UP_HOURS, minutes=LEASE_MINUTES))
        assert send_all_due(database, die, SENDER) == 1
    assert rows(session) == [("failed", 4, "WorkerDied", "Hi.")]
    assert len([line for line in lines.lines if '"mail failed"' in line]) == 1


@pytest.mark.parametrize("tried", [True, False])
def test_a_mail_that_only_waited_long_is_tried(
    database: Database, session: Session, settings: Settings, *, tried: bool
) -> None:
    def refuse(_: EmailMessage) -> None:
        raise ConnectionRefusedError

    with time_machine.travel(START, tick=False) as clock, post_office() as office:
        queue(session, "a")
        if tried:
            send_one(database, refuse, SENDER)
        clock.move_to(START + timedelta(hours=9 * KEEP_TRYING_HOURS))
        send_all_due(database, by_smtp(settings, office), SENDER)
    assert rows(session) == [("sent", 1 + tried, None, "")]


@pytest.mark.parametrize("trouble", [None, ConnectionRefusedError(), ValueError()])
def test_a_late_worker_changes_nothing_of_what_another_sent(
    database: Database, session: Session, settings: Settings, trouble: Exception | None
) -> None:
    with time_machine.travel(START, tick=False) as clock, post_office() as office:
        carry = by_smtp(settings, office)

        def come_late(_: EmailMessage) -> None:
            clock.move_to(START + timedelta(minutes=LEASE_MINUTES))
            assert send_all_due(database, carry, SENDER) == 1
            if trouble is not None:
                raise trouble

        queue(session, "a")
        assert send_one(database, come_late, SENDER) is True
        clock.move_to(START + timedelta(days=1))
        assert send_all_due(database, carry, SENDER) == 0
    assert rows(session) == [("sent", 2, None, "")]
    assert len(office.ids) == 1


def test_a_late_worker_takes_no_mail_out_of_anothers_hands(
    database: Database, session: Session
) -> None:
    with time_machine.travel(START, tick=False) as clock:

        def come_late(_: EmailMessage) -> None:
            clock.move_to(START + timedelta(minutes=LEASE_MINUTES))
            with pytest.raises(KeyboardInterrupt):
                send_one(database, die, SENDER)
            raise ConnectionRefusedError

        queue(session, "a")
        assert send_one(database, come_late, SENDER) is True
    assert rows(session) == [("sending", 2, None, "Hi.")]
