"""The table of spaces: what each is for, who reads it and who writes in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Space(Base):
    """A place for one kind of conversation; a space of a group is open to that group only.

    `waits`: what is written here waits for a moderator. `titles_public`: anybody may follow the
    titles of its threads in a feed, never the words. `version` counts how often it was changed.
    """

    __tablename__ = "space"
    __table_args__ = (
        CheckConstraint("writers IN ('everyone', 'organisers')", name="writers"),
        CheckConstraint("readers IN ('everyone', 'organisers')", name="readers"),
        CheckConstraint(
            "NOT titles_public OR (group_id IS NULL AND readers = 'everyone')",
            name="public_is_open",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    purpose: Mapped[str]
    ground_rules: Mapped[str] = mapped_column(server_default=text("''"))
    challenge: Mapped[int | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("learning_group.id"), index=True)
    readers: Mapped[str] = mapped_column(server_default=text("'everyone'"))
    writers: Mapped[str]
    waits: Mapped[bool] = mapped_column(server_default=text("false"))
    titles_public: Mapped[bool] = mapped_column(server_default=text("false"))
    position: Mapped[int]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
