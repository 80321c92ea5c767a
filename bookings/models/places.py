"""A place on an event, a turn on its waiting list, and having been there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

COMES_AS = "comes_as IN ('service_user', 'carer', 'staff', 'peer_worker', 'not_said')"


class Booking(Base):
    """Somebody's place. Given up, it keeps its row, which a later booking takes up again."""

    __tablename__ = "booking"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("state IN ('booked', 'given_up')", name="state"),
        CheckConstraint(COMES_AS, name="comes_as"),
        Index("ix_booking_taken", "event_id", "state"),
        Index("ix_booking_person", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    comes_as: Mapped[str]
    revision: Mapped[int]
    booked_at: Mapped[datetime]
    given_up_at: Mapped[datetime | None]


class Waiting(Base):
    """A turn on a waiting list. The number gives the order: first come, first served."""

    __tablename__ = "waiting"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint(COMES_AS, name="comes_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    comes_as: Mapped[str]
    joined_at: Mapped[datetime]


class Attendance(Base):
    """Somebody was at a session, as the register says."""

    __tablename__ = "attendance"
    __table_args__ = (CheckConstraint(COMES_AS, name="comes_as"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    comes_as: Mapped[str]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
