"""The tables of threads: what they are about, how lively they are, what was decided about them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from forum.models.decisions import STAGE


class Thread(Base):
    """One conversation; it counts its own posts, so that a list never has to.

    `version` grows with every change that a reader of the thread could see: pages kept in memory
    are known by it. `last_post_no` is 0 while the first post waits for a moderator, `moved_away`
    counts the numbers whose posts went to another thread. `notes` are the content notes of the
    first post, `stage` is where its decision stands, if it is one.
    Source: docs/decisions/0010-posts-have-states.md
    """

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("last_post_no >= 0", name="posts_counted"),
        CheckConstraint("kind IN ('talk', 'question', 'decision')", name="kind"),
        CheckConstraint(STAGE, name="stage"),
        CheckConstraint(
            "(locked_at IS NULL) = (locked_because IS NULL)", name="locked_with_reason"
        ),
        CheckConstraint("merged_into_id <> id", name="merged_elsewhere"),
        Index("ix_thread_space_newest", "space_id", "last_posted_at", "id"),
        Index("ix_thread_newest", "last_posted_at", "id"),
        Index("ix_thread_merged_into", "merged_into_id"),
        Index("ix_thread_event", "event_id"),
        Index(
            "ix_thread_pinned",
            "space_id",
            "last_posted_at",
            "id",
            sqlite_where=text("pinned_at IS NOT NULL"),
            postgresql_where=text("pinned_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'talk'"))
    stage: Mapped[str | None]
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    anonymous: Mapped[bool] = mapped_column(server_default=text("false"))
    notes: Mapped[str] = mapped_column(server_default=text("''"))
    started_at: Mapped[datetime]
    last_post_no: Mapped[int]
    moved_away: Mapped[int] = mapped_column(server_default=text("0"))
    last_posted_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    pinned_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    locked_because: Mapped[str | None]
    archived_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"))
    # The event stands on a neighbour's floor: the table is known by its name alone.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))


class ThreadTag(Base):
    """A word under which a thread can be found."""

    __tablename__ = "thread_tag"
    __table_args__ = (Index("ix_thread_tag_tag", "tag", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)
