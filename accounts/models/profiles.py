"""The table of what people choose to show of themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from accounts.rules import FROM_WHERE_MAX_CHARS
from core.db import Base


class Profile(Base):
    """Somebody's own page: nothing stands on it that is not here, but their name.

    Source: docs/decisions/0004-text-rendered-at-save.md
    """

    __tablename__ = "profile"
    __table_args__ = (
        CheckConstraint(f"length(from_where) <= {FROM_WHERE_MAX_CHARS}", name="from_where_short"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    about: Mapped[str]
    about_html: Mapped[str]
    about_words: Mapped[str]
    render_version: Mapped[int]
    from_where: Mapped[str]
    shows_roles: Mapped[bool]
    shows_joined: Mapped[bool]
    changed_at: Mapped[datetime]
