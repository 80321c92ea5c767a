"""The worker: takes a mail on a short lease, sends it, says so; a dead worker's is tried again."""

import logging
import smtplib
import threading
from datetime import datetime, timedelta
from email.errors import MessageError

from core.clock import now
from core.db import Database
from core.mail.carriers import Carrier
from core.mail.email import Email, message
from core.mail.outbox import MailState, OutboxMail, next_due

#: A worker that has not finished by then is taken for dead. Unit: minutes.
LEASE_MINUTES = 5

#: Tries go on for this long, however many they are. Unit: hours.
KEEP_TRYING_HOURS = 48

#: The longest wait between two tries. Unit: minutes.
LONGEST_WAIT_MINUTES = 60

#: How long the worker rests when the outbox is empty. Unit: seconds.
REST_SECONDS = 1.0

#: SMTP answers from here on are final, not passing. Source: RFC 5321, 4.2.1
FIRST_FINAL_CODE = 500

#: What a name, an address or words that no mail can hold make of themselves.
UNSENDABLE = (ValueError, IndexError, MessageError)

log = logging.getLogger("network.mail")


def work(database: Database, carry: Carrier, sender: str, stop: threading.Event) -> None:
    """Send what is due until told to stop; trouble with the database is waited out."""
    while not stop.is_set():
        try:
            busy = send_one(database, carry, sender)
        except Exception as error:  # the one loop that must outlive any trouble
            log.exception("worker", extra={"error": type(error).__name__})
            busy = False
        if not busy:
            stop.wait(REST_SECONDS)


def send_all_due(database: Database, carry: Carrier, sender: str) -> int:
    """How many mails were tried until none was due."""
    tried = 0
    while send_one(database, carry, sender):
        tried += 1
    return tried


def send_one(database: Database, carry: Carrier, sender: str) -> bool:
    """True when a mail was due and was tried.

    The lease is kept before the mail server is called, and no lock is held while it answers.
    """
    leased = _lease(database)
    if leased is None:
        return False
    mail_id, email, queued_at = leased
    try:
        carry(message(email, sender))
    except (OSError, *UNSENDABLE) as error:
        _put_back(database, mail_id, queued_at, error)
    else:
        _settle(database, mail_id, MailState.SENT, None)
    return True


def _lease(database: Database) -> tuple[int, Email, datetime] | None:
    with database.write() as session:
        mail = next_due(session)
        if mail is None:
            return None
        mail.state = MailState.SENDING
        mail.tries += 1
        mail.due_at = now() + timedelta(minutes=LEASE_MINUTES)
        session.commit()
        return mail.id, mail.email(), mail.queued_at


def _put_back(database: Database, mail_id: int, queued_at: datetime, error: Exception) -> None:
    trouble = type(error).__name__
    given_up = now() - queued_at > timedelta(hours=KEEP_TRYING_HOURS)
    if given_up or _is_final(error):
        log.error("mail failed", extra={"mail": mail_id, "error": trouble})
        _settle(database, mail_id, MailState.FAILED, trouble)
        return
    with database.write() as session:
        mail = session.get_one(OutboxMail, mail_id)
        mail.state, mail.last_trouble = MailState.QUEUED, trouble
        mail.due_at = now() + timedelta(minutes=min(2 ** (mail.tries - 1), LONGEST_WAIT_MINUTES))
        session.commit()


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= FIRST_FINAL_CODE for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= FIRST_FINAL_CODE
    # Any other refusal (a wrong password, a sender the server will not have) is ours to mend.
    return isinstance(error, UNSENDABLE)


def _settle(database: Database, mail_id: int, state: MailState, trouble: str | None) -> None:
    with database.write() as session:
        mail = session.get_one(OutboxMail, mail_id)
        mail.state, mail.last_trouble = state, trouble
        if state is MailState.SENT:
            mail.sent_at = now()
            # Sent words are not ours to keep, and a sign-in link least of all.
            mail.text = ""
        session.commit()
