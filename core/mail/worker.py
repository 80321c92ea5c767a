"""The worker: takes a mail on a short lease, sends it, says so; a dead worker's is tried again."""

import logging
import smtplib
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage

from sqlalchemy import update

from core.clock import now
from core.db import Database
from core.mail.carriers import Carrier
from core.mail.email import Email, message
from core.mail.outbox import MailState, OutboxMail, next_due

#: A worker that has not finished by then is taken for dead. Unit: minutes.
LEASE_MINUTES = 5

#: Tries go on for this long, however many they are. Unit: hours.
KEEP_TRYING_HOURS = 48

#: A mail whose worker died at it is not taken up again after this long. Unit: hours.
GIVE_UP_HOURS = 2 * KEEP_TRYING_HOURS

#: The longest wait between two tries. Unit: minutes.
LONGEST_WAIT_MINUTES = 60

#: How long the worker rests when the outbox is empty. Unit: seconds.
REST_SECONDS = 1.0

#: SMTP answers from here on are final, not passing. Source: RFC 5321, 4.2.1
FIRST_FINAL_CODE = 500

#: What a name, an address or words that no mail can hold make of themselves.
UNSENDABLE = (ValueError, IndexError, MessageError)

log = logging.getLogger("network.mail")


class Unbuildable(ValueError):
    """No mail can be made of this name, address or words."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A mail in this worker's hands: it is the worker of try number `tries`, and of no other."""

    id: int
    email: Email
    queued_at: datetime
    tries: int
    was_left: bool


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
    if leased.was_left and now() - leased.queued_at > timedelta(hours=GIVE_UP_HOURS):
        _fail(database, leased, "WorkerDied")
        return True
    try:
        carry(_built(leased.email, sender))
    except (OSError, *UNSENDABLE) as error:
        _put_back(database, leased, error)
    else:
        # Sent words are not ours to keep, and a sign-in link least of all.
        _let_go(database, leased, state=MailState.SENT, sent_at=now(), last_trouble=None, text="")
    return True


def _built(email: Email, sender: str) -> EmailMessage:
    try:
        whole = message(email, sender)
        whole.as_bytes()
    except Exception as error:
        # The email package raises a bug of its own for some addresses; what it can't make now it
        # can never make.
        raise Unbuildable from error
    return whole


def _lease(database: Database) -> Leased | None:
    with database.write() as session:
        mail = next_due(session)
        if mail is None:
            return None
        was_left = mail.state == MailState.SENDING
        mail.state = MailState.SENDING
        mail.tries += 1
        mail.due_at = now() + timedelta(minutes=LEASE_MINUTES)
        session.commit()
        return Leased(mail.id, mail.email(), mail.queued_at, mail.tries, was_left)


def _put_back(database: Database, leased: Leased, error: Exception) -> None:
    cause = error.__cause__ if isinstance(error, Unbuildable) else error
    trouble = type(cause).__name__
    given_up = now() - leased.queued_at > timedelta(hours=KEEP_TRYING_HOURS)
    if given_up or _is_final(error):
        _fail(database, leased, trouble)
        return
    wait = timedelta(minutes=min(2 ** (leased.tries - 1), LONGEST_WAIT_MINUTES))
    _let_go(database, leased, state=MailState.QUEUED, last_trouble=trouble, due_at=now() + wait)


def _fail(database: Database, leased: Leased, trouble: str) -> None:
    log.error("mail failed", extra={"mail": leased.id, "error": trouble})
    _let_go(database, leased, state=MailState.FAILED, last_trouble=trouble)


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= FIRST_FINAL_CODE for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= FIRST_FINAL_CODE
    # Any other refusal (a wrong password, a sender the server will not have) is ours to mend.
    return isinstance(error, UNSENDABLE)


def _let_go(database: Database, leased: Leased, **values: object) -> None:
    """Say what became of the mail, unless another worker has taken it since."""
    mine = (
        OutboxMail.id == leased.id,
        OutboxMail.state == MailState.SENDING,
        OutboxMail.tries == leased.tries,
    )
    with database.write() as session:
        session.execute(update(OutboxMail).where(*mine).values(**values))
        session.commit()
