"""The table of who is taking a break from the network."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class PersonBreak(Base):
    """Somebody is away, until a day in London (theirs again from that day on) or until they say so.

    The row stays until they have been welcomed back. There is no audit line: when people need to be
    away is theirs.
    """

    __tablename__ = "person_break"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    began_at: Mapped[datetime]
    until_on: Mapped[date | None]
