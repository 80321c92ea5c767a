"""The tables of posts: what was written, who is named in it, what it said before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Post(Base):
    """One post: the words as typed and the safe HTML. It gets its number when it goes live.

    `notes` are keys of content notes, each with a space on both sides, so that a condition can
    look for one. Source: docs/decisions/0004-text-rendered-at-save.md and
    docs/decisions/0010-posts-have-states.md
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "no"),
        CheckConstraint("no >= 1", name="no_from_one"),
        CheckConstraint("state IN ('pending', 'live', 'hidden', 'withdrawn')", name="state"),
        CheckConstraint("state <> 'live' OR no IS NOT NULL", name="live_is_numbered"),
        CheckConstraint(
            "speaking_as IN ('service_user', 'carer', 'staff', 'peer_worker')", name="speaking_as"
        ),
        CheckConstraint("wants IN ('listening', 'ideas', 'information', 'nothing')", name="wants"),
        CheckConstraint(
            "quote_consent IN ('no', 'anonymised', 'ask', 'yes')", name="quote_consent"
        ),
        Index("ix_post_author", "author_id"),
        Index(
            "ix_post_waiting",
            "thread_id",
            "author_id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_post_reply_to", "reply_to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    no: Mapped[int | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    anonymous: Mapped[bool] = mapped_column(server_default=text("false"))
    speaking_as: Mapped[str | None]
    wants: Mapped[str | None]
    quote_consent: Mapped[str] = mapped_column(server_default=text("'no'"))
    notes: Mapped[str] = mapped_column(server_default=text("''"))
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    markdown: Mapped[str]
    html: Mapped[str]
    words: Mapped[str]
    render_version: Mapped[int]
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(server_default=text("1"))
    state: Mapped[str] = mapped_column(server_default=text("'live'"))
    state_at: Mapped[datetime | None]
    state_because: Mapped[str | None]
    once: Mapped[str | None] = mapped_column(unique=True)


class PostRevision(Base):
    """What a post said before it was edited."""

    __tablename__ = "post_revision"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    markdown: Mapped[str]
    html: Mapped[str]
    until_at: Mapped[datetime]


class Mention(Base):
    """Somebody is named in a post, under the name that was typed; they may be called otherwise."""

    __tablename__ = "mention"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    name_folded: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class MovedPost(Base):
    """A number that a post had in a thread before it went to another: old links lead on."""

    __tablename__ = "moved_post"

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)


class KnownWriter(Base):
    """Somebody whose first posts were read by a moderator: what they write need not wait."""

    __tablename__ = "known_writer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
