"""The tables of the small marks that readers leave on posts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Reaction(Base):
    """Somebody answers a post with one warm word. Nothing adds these up for others to see."""

    __tablename__ = "reaction"
    __table_args__ = (
        CheckConstraint("kind IN ('thank_you', 'with_you', 'helpful')", name="kind"),
        Index("ix_reaction_post", "post_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


class SavedPost(Base):
    """A post that somebody keeps to come back to. Only they know."""

    __tablename__ = "saved_post"
    __table_args__ = (
        Index("ix_saved_post_post", "post_id"),
        Index("ix_saved_post_newest", "person_id", "saved_at", "post_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    saved_at: Mapped[datetime]
