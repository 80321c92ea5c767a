"""An event, its dated sessions, and the people who run it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Event(Base):
    """A learning set, webinar, course or one-off: booked once, for all its sessions."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('learning_set', 'webinar', 'course', 'action_learning_set', 'one_off')",
            name="kind",
        ),
        CheckConstraint("capacity >= 1", name="capacity_positive"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_because IS NULL)", name="cancelled_with_reason"
        ),
        Index("ix_event_coming", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    about: Mapped[str]
    about_html: Mapped[str]
    render_version: Mapped[int]
    venue: Mapped[str | None]
    venue_about: Mapped[str]
    capacity: Mapped[int]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("learning_group.id"), index=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str | None]


class EventSession(Base):
    """One dated meeting of an event; the wall-clock intent is kept beside the instant."""

    __tablename__ = "event_session"
    __table_args__ = (
        UniqueConstraint("event_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    local_start: Mapped[str]
    zone: Mapped[str]


class EventFacilitator(Base):
    """Somebody who runs an event; they cannot rate it."""

    __tablename__ = "event_facilitator"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
