"""The tables of reading: how far, what is followed and why, what somebody would rather not meet."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

LEVEL = "level IN ('nothing', 'site', 'mail')"
REASON = "reason IN ('started', 'replied', 'mentioned', 'chosen')"


class ReadPosition(Base):
    """Somebody has read a thread up to this post. No times are kept: when people read is theirs."""

    __tablename__ = "read_position"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True, index=True)
    no: Mapped[int]


class CaughtUp(Base):
    """Somebody has said that all before this moment is no news to them."""

    __tablename__ = "caught_up"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


class FollowThread(Base):
    """How somebody hears about a thread, and why: what they chose is never changed for them."""

    __tablename__ = "follow_thread"
    __table_args__ = (
        CheckConstraint(LEVEL, name="level"),
        CheckConstraint(REASON, name="reason"),
        Index("ix_follow_thread_followers", "thread_id", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    level: Mapped[str]
    reason: Mapped[str]


class FollowSpace(Base):
    """How somebody hears about new threads in a space."""

    __tablename__ = "follow_space"
    __table_args__ = (
        CheckConstraint(LEVEL, name="level"),
        CheckConstraint(REASON, name="reason"),
        Index("ix_follow_space_followers", "space_id", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), primary_key=True)
    level: Mapped[str]
    reason: Mapped[str]


class NoteChoice(Base):
    """What somebody wants done with posts that carry a content note: shown, folded or left out."""

    __tablename__ = "note_choice"
    __table_args__ = (CheckConstraint("choice IN ('show', 'fold', 'hide')", name="choice"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    note: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]


class MuteWord(Base):
    """A word that somebody would rather not meet; kept as it is compared and as it was typed."""

    __tablename__ = "mute_word"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    word_folded: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str]
