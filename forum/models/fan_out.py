"""The tables of news on its way: posts to tell people of, and who was mailed about a thread."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class FanOut(Base):
    """A post to tell people about, on the site at once and by mail after the undo window.

    `after_id` is the last person who was told, so that a worker can stop and go on.
    """

    __tablename__ = "fan_out"
    __table_args__ = (
        CheckConstraint("way IN ('site', 'mail')", name="way"),
        Index("ix_fan_out_due", "due_at", "post_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    way: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    after_id: Mapped[int]


class ToldByMail(Base):
    """The last post that somebody was mailed about in a thread: until they read it, no other is."""

    __tablename__ = "told_by_mail"
    __table_args__ = (Index("ix_told_by_mail_post", "thread_id", "post_no"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    post_no: Mapped[int]
