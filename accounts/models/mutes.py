"""The table of whom somebody would rather not read, or not be seen by."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class PersonMute(Base):
    """`person_id` has muted or blocked `other_id`, who is never told. A block is more than a mute.

    There is no audit line for it: whom people keep away from is theirs.
    """

    __tablename__ = "person_mute"
    __table_args__ = (
        CheckConstraint("kind IN ('mute', 'block')", name="kind"),
        CheckConstraint("person_id <> other_id", name="not_oneself"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str]
    made_at: Mapped[datetime]
