"""The tables of decisions: from what was said, by way of what was considered, to what was done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

STAGE = "stage IN ('said', 'considered', 'decided', 'done', 'cannot')"


class Decision(Base):
    """Where a decision thread stands, who looks after it and by when.

    `version` grows with every step, so that of two people at once the second is told. `changed_at`
    is when something was last said about it. The thread keeps the stage too, for lists.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(STAGE, name="stage"),
        Index("ix_decision_owner", "owner_id"),
        Index("ix_decision_newest", "changed_at", "thread_id"),
    )

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    stage: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    changed_at: Mapped[datetime]


class DecisionStep(Base):
    """One step that a decision took, in the words of whoever took it; never changed after.

    It keeps who was to look after it and by when, as it was said then. `post_id` is the post that
    sums it up.
    """

    __tablename__ = "decision_step"
    __table_args__ = (
        CheckConstraint(STAGE, name="stage"),
        Index("ix_decision_step_post", "post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    stage: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))


class DecisionFanOut(Base):
    """A step of which people are still to be told in one way, and how far that has got."""

    __tablename__ = "decision_fan_out"
    __table_args__ = (
        CheckConstraint("way IN ('site', 'mail')", name="way"),
        Index("ix_decision_fan_out_due", "due_at"),
    )

    step_id: Mapped[int] = mapped_column(ForeignKey("decision_step.id"), primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    after_id: Mapped[int] = mapped_column(server_default=text("0"))
