"""The tables of pictures: what somebody put here, and the posts that show it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Picture(Base):
    """A picture as core.pictures made it, of 1.5 MB at most, under a key that nobody can guess.

    It is kept here and not in a folder, so that a backup holds it and what happens to it happens
    whole. `data` stands last: SQLite reads the columns before it without the picture's own pages.
    Source: docs/decisions/0012-pictures.md
    """

    __tablename__ = "picture"
    __table_args__ = (
        CheckConstraint("media_type IN ('image/jpeg', 'image/png')", name="media_type"),
        CheckConstraint("alt <> ''", name="said_what_is_in_it"),
        Index("ix_picture_person_newest", "person_id", "made_at", "id"),
        Index("ix_picture_made_at", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    alt: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    made_at: Mapped[datetime]
    once: Mapped[str | None] = mapped_column(unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class PostPicture(Base):
    """A post shows a picture: whoever may read the post may see it."""

    __tablename__ = "post_picture"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), primary_key=True, index=True)
