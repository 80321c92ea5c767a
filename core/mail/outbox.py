"""The outbox table: a mail's row commits with its cause, or not at all."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base, insert_into
from core.mail.email import Email

#: Keys of one statement, well below what an engine binds at once.
MAILS_A_STATEMENT = 500


class MailState(StrEnum):
    """Where a mail is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutboxMail(Base):
    """One mail that somebody will get. After it is sent its words are emptied, its key stays."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed')", name="state"),
        Index("ix_outbox_mail_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    to_name: Mapped[str]
    to_address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    tries: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_trouble: Mapped[str | None]

    def email(self) -> Email:
        """The mail as a value."""
        return Email(self.key, self.to_name, self.to_address, self.subject, self.text)


def queue(session: Session, email: Email) -> None:
    """Put the mail in the outbox; a second one with the same key changes nothing."""
    queue_all(session, [email])


def queue_all(session: Session, emails: Sequence[Email]) -> None:
    """Put many mails in the outbox at once, each as if on its own."""
    moment = now()
    rows = [
        {
            "key": email.key,
            "to_name": email.to_name,
            "to_address": email.to_address,
            "subject": email.subject,
            "text": email.text,
            "state": MailState.QUEUED,
            "tries": 0,
            "queued_at": moment,
            "due_at": moment,
        }
        for email in emails
    ]
    if rows:
        insert = insert_into(session.connection(), OutboxMail.__table__)
        session.execute(insert.on_conflict_do_nothing(index_elements=["key"]), rows)


def unqueue(session: Session, keys: Sequence[str]) -> set[str]:
    """The keys of those of these mails that had not left and now never will."""
    gone = set[str]()
    for begin in range(0, len(keys), MAILS_A_STATEMENT):
        here = OutboxMail.key.in_(keys[begin : begin + MAILS_A_STATEMENT])
        waiting = delete(OutboxMail).where(here, OutboxMail.state == MailState.QUEUED)
        gone.update(session.scalars(waiting.returning(OutboxMail.key)))
    return gone


def next_due(session: Session) -> OutboxMail | None:
    """The mail that has waited longest, locked so that no other worker takes it too."""
    due = (
        select(OutboxMail)
        .where(
            OutboxMail.state.in_([MailState.QUEUED, MailState.SENDING]), OutboxMail.due_at <= now()
        )
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(due)
