"""The tables of decisions: from what was said, by way of what was considered, to what was done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

STAGE = "stage IN ('said', 'considered', 'decided', 'done')"


class Decision(Base):
    """Where a decision thread stands, who looks after it and by when."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint(STAGE, name="stage"), Index("ix_decision_owner", "owner_id"))

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    stage: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]


class DecisionStep(Base):
    """One step that a decision took, in the words of whoever took it."""

    __tablename__ = "decision_step"
    __table_args__ = (CheckConstraint(STAGE, name="stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    stage: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
