"""Who did what to which thing, and when: rows that are only ever added.

Source: OWASP ASVS 5.0, 16.4.2; the migrations refuse UPDATE and DELETE on this table.
"""

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base


class AuditLine(Base):
    """One thing that was done. It holds numbers, never names or words that somebody wrote."""

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    what: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[int | None]


def note(
    session: Session, person_id: int | None, what: str, thing: str, thing_id: int | None
) -> None:
    """Add the line that says this was done; `what` is the past tense of the action's name."""
    session.add(AuditLine(at=now(), person_id=person_id, what=what, thing=thing, thing_id=thing_id))
