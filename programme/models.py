"""The tables of the programme: a learning group, who belongs to it, and who has done what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from programme.rules import DONE_MAX_CHARS


class Group(Base):
    """People who learn together behind a closed door, such as an action learning set."""

    __tablename__ = "learning_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    about: Mapped[str]


class GroupMember(Base):
    """Somebody's place in a group."""

    __tablename__ = "learning_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("learning_group.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class DirectoryEntry(Base):
    """Something a person has done and would talk about: for a challenge, or an interest."""

    __tablename__ = "directory_entry"
    __table_args__ = (
        CheckConstraint("challenge BETWEEN 1 AND 10", name="challenge"),
        CheckConstraint("challenge IS NOT NULL OR interest_folded <> ''", name="about_something"),
        CheckConstraint(f"length(words) <= {DONE_MAX_CHARS}", name="words_short"),
        Index("ix_directory_entry_newest", "made_at", "id"),
        Index("ix_directory_entry_challenge", "challenge", "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    challenge: Mapped[int | None]
    interest: Mapped[str]
    interest_folded: Mapped[str]
    words: Mapped[str]
    made_at: Mapped[datetime]
