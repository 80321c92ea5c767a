"""Ratings, kept so that nobody can tell whose they are.

Who answered stands apart from what was said.

Source: docs/decisions/0007-ratings-without-names.md
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class RatingGiven(Base):
    """Somebody has rated a session. No time, and no number that could be matched to the rating."""

    __tablename__ = "rating_given"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own shape

    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Rating(Base):
    """What somebody thought of a session. The key is random, so that it tells no order either.

    An answer is `released` together with others, so that a new one never stands out.
    """

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint(
            "rating IN ('excellent', 'very_good', 'good', 'fair', 'poor')", name="rating"
        ),
        {"sqlite_with_rowid": False},
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    rating: Mapped[str]
    worked_well: Mapped[str]
    would_change: Mapped[str]
    released: Mapped[bool]
