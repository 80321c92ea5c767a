"""How an event stands, as rows: who has a place, who waits, which mails are on their way."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookings.models import Booking, Waiting
from core.audit import AuditLine
from core.mail.outbox import OutboxMail
from tests.reading import rows


def booked(session: Session, event_id: int) -> list[tuple[Any, ...]]:
    """Who has a place, as what, at which revision."""
    return rows(
        session,
        select(Booking.person_id, Booking.comes_as, Booking.revision)
        .where(Booking.event_id == event_id, Booking.state == "booked")
        .order_by(Booking.person_id),
    )


def waiting(session: Session, event_id: int) -> list[int]:
    """Who waits, in order."""
    found = select(Waiting.person_id).where(Waiting.event_id == event_id).order_by(Waiting.id)
    return [person_id for (person_id,) in rows(session, found)]


def mails(session: Session) -> list[tuple[Any, ...]]:
    """What is on its way: the kind of each mail and to whom, in order."""
    found = rows(session, select(OutboxMail.key, OutboxMail.to_name).order_by(OutboxMail.id))
    return [(key.partition(":")[0], name) for key, name in found]


def audited(session: Session) -> list[tuple[Any, ...]]:
    """What was written down: who did what, in order."""
    return rows(session, select(AuditLine.person_id, AuditLine.what).order_by(AuditLine.id))
