"""The tables of discussions: a space, a thread, its numbered posts, how far each person read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Space(Base):
    """A place for one kind of conversation; a space of a group is open to that group only."""

    __tablename__ = "space"
    __table_args__ = (CheckConstraint("writers IN ('everyone', 'organisers')", name="writers"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    purpose: Mapped[str]
    challenge: Mapped[int | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("learning_group.id"), index=True)
    writers: Mapped[str]
    position: Mapped[int]


class Thread(Base):
    """One conversation; it counts its own posts, so that a list never has to."""

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("last_post_no >= 1", name="has_a_post"),
        Index("ix_thread_space_newest", "space_id", "last_posted_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"))
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    last_post_no: Mapped[int]
    last_posted_at: Mapped[datetime]


class Post(Base):
    """One numbered post: the words as typed, the safe HTML, and the card that pages show.

    Source: docs/decisions/0004-text-rendered-at-save.md
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "no"),
        CheckConstraint("no >= 1", name="no_from_one"),
        Index("ix_post_author", "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    no: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    markdown: Mapped[str]
    html: Mapped[str]
    words: Mapped[str]
    card: Mapped[str]
    render_version: Mapped[int]
    posted_at: Mapped[datetime]
    once: Mapped[str | None] = mapped_column(unique=True)


class ReadPosition(Base):
    """Somebody has read a thread up to this post. No times are kept: when people read is theirs."""

    __tablename__ = "read_position"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True, index=True)
    no: Mapped[int]
