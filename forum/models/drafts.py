"""The table of drafts: what somebody is still writing, on whichever device."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Draft(Base):
    """Words on their way to one place. `sequence` grows with each save: an older page can't win."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    sequence: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(index=True)
