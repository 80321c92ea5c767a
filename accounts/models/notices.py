"""The table of notices: what the site has to tell somebody when they next come by."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Notice(Base):
    """One sentence for one person, and where it leads. It never holds words of a post.

    The key says what it is about, so that telling twice is once and can be taken back for everyone.
    `read_at` is when its owner marked it as read; for one that was read by looking at what it is
    about it is when it was made, because when people read is theirs.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("key", "person_id"),
        CheckConstraint("substr(url, 1, 1) = '/'", name="url_of_our_own"),
        Index("ix_notice_newest", "person_id", "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    words: Mapped[str]
    url: Mapped[str]
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


# Every signed-in page counts in this one: it holds the unread only.
Index(
    "ix_notice_unread",
    Notice.person_id,
    sqlite_where=Notice.read_at.is_(None),
    postgresql_where=Notice.read_at.is_(None),
)
