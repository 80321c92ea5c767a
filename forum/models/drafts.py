"""The tables of drafts: what somebody is still writing, on whichever device."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, text
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


class DraftChoices(Base):
    """What was chosen about a draft: a wish to stay without a name must not get lost on the way.

    `page` is the page that saved last: one that never heard it was saved is not an older one.
    `kind`, `tags` and `event_id` are of a new thread alone. The event is what was picked and no
    tie: whether its writer may still pick it is asked when they go on.
    """

    __tablename__ = "draft_choices"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[str | None]
    anonymous: Mapped[bool]
    speaking_as: Mapped[str | None]
    wants: Mapped[str | None]
    quote_consent: Mapped[str]
    notes: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default=text("'talk'"))
    tags: Mapped[str] = mapped_column(server_default=text("''"))
    event_id: Mapped[int | None]
