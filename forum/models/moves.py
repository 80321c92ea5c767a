"""The table of where threads came from, so that their pages can say so."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class ThreadOrigin(Base):
    """A thread came from another space, began in another thread, or took another one in."""

    __tablename__ = "thread_origin"
    __table_args__ = (
        CheckConstraint("how IN ('moved', 'split', 'merged')", name="how"),
        CheckConstraint("(how = 'moved') = (space_id IS NOT NULL)", name="moved_from_space"),
        CheckConstraint("(how = 'moved') = (other_id IS NULL)", name="else_from_thread"),
        Index("ix_thread_origin_other", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    how: Mapped[str]
    space_id: Mapped[int | None] = mapped_column(ForeignKey("space.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"))
    first_no: Mapped[int | None]
    last_no: Mapped[int | None]
    at: Mapped[datetime]
