"""The tables of safety: what moderators look at, its history, reports, and restrictions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

_HAPPENED = (
    "'held', 'reported', 'claimed', 'released', 'approved', 'hidden', 'no_action', 'gone', "
    "'reopened', 'restricted', 'unrestricted'"
)


class ReviewItem(Base):
    """One thing that moderators look at, or have looked at: one row a thing, for good.

    `version` moves with everything that happens. `live` says whether members see the thing now,
    as far as moderators have a say in it; `turn` is 0 where somebody may be in danger.

    Source: docs/decisions/0011-review-items.md
    """

    __tablename__ = "review_item"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        CheckConstraint(
            "why IN ('newcomer', 'rule', 'space', 'restriction', 'report')", name="why"
        ),
        CheckConstraint("state IN ('pending', 'approved', 'hidden', 'no_action')", name="state"),
        CheckConstraint("version >= 1", name="version_from_one"),
        CheckConstraint("turn IN (0, 1)", name="turn"),
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(claimed_by_id IS NULL) = (claimed_at IS NULL)", name="claimed"),
        CheckConstraint("state <> 'hidden' OR reason IS NOT NULL", name="hidden_for_a_reason"),
        Index("ix_review_item_decided", "decided_at", "id"),
        Index("ix_review_item_author", "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    thing_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str]
    because: Mapped[str]
    first_line: Mapped[str]
    live: Mapped[bool]
    turn: Mapped[int]
    state: Mapped[str]
    version: Mapped[int]
    opened_at: Mapped[datetime]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]


# The queue in its order: only what waits is in it.
Index(
    "ix_review_item_queue",
    ReviewItem.turn,
    ReviewItem.opened_at,
    ReviewItem.id,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)


class ReviewEvent(Base):
    """One thing that happened to an item. Rows are only ever added; the migration refuses more."""

    __tablename__ = "review_event"
    __table_args__ = (CheckConstraint(f"what IN ({_HAPPENED})", name="what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    version: Mapped[int]
    what: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    words: Mapped[str]


class Report(Base):
    """What somebody told us about a thing, with the thing as it was at that moment."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(
            "category IN ('unkind', 'danger', 'private', 'about_me', 'selling', 'law', 'other')",
            name="category",
        ),
        CheckConstraint("outcome IN ('approved', 'hidden', 'no_action', 'gone')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_report_reporter", "reporter_id", "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    thing_id: Mapped[int]
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    category: Mapped[str]
    words: Mapped[str]
    snapshot_html: Mapped[str]
    snapshot_words: Mapped[str]
    made_at: Mapped[datetime]
    outcome: Mapped[str | None]
    answered_at: Mapped[datetime | None]


# One open report a person and thing: pressing twice gives the same reference.
Index(
    "ix_report_open",
    Report.reporter_id,
    Report.kind,
    Report.thing_id,
    unique=True,
    sqlite_where=Report.outcome.is_(None),
    postgresql_where=Report.outcome.is_(None),
)


class Restriction(Base):
    """What one person is asked to bear for a while; it binds the person, whatever name they use."""

    __tablename__ = "restriction"
    __table_args__ = (
        CheckConstraint("kind IN ('waits', 'reads_only')", name="kind"),
        CheckConstraint("until_at IS NULL OR until_at > made_at", name="lasts"),
        Index("ix_restriction_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    until_at: Mapped[datetime | None]
    reason: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
