"""The events of the demonstration: learning sets, webinars, courses, with their dated sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bookings.models import Event, EventFacilitator, EventSession
from core.clock import LONDON
from core.db import add_numbered_rows, add_rows
from core.text import RENDER_VERSION, clean, render
from front.demonstration.people import Member
from front.demonstration.rows import Row, Told, days, told

#: An event was announced so long before it began, or before today if it is coming. Unit: days.
ANNOUNCED_DAYS = 45

#: What will not happen was called off so long ago. Unit: days.
CANCELLED_DAYS_AGO = 4

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class AddedEvent:
    """An event that is in the database, and the content that it was made from."""

    id: int
    told: Told
    organiser_id: int
    published_at: datetime
    session_ids: Sequence[int]
    over: bool


def add_events(
    session: Session, people: Mapping[str, Member], groups: Mapping[str, int], moment: datetime
) -> list[AddedEvent]:
    """Every event, the first one first, with its sessions and the people who run it."""
    entries = sorted(told("events", "event"), key=lambda entry: entry["days_from_now"])
    dates = [_dates(entry, moment) for entry in entries]
    rows = [
        _event_row(entry, dated, people, groups, moment)
        for entry, dated in zip(entries, dates, strict=True)
    ]
    numbers = add_numbered_rows(session, Event, rows)
    _add_facilitators(session, numbers, entries, people)
    session_rows = [
        _session_row(number, entry, start)
        for number, entry, starts in zip(numbers, entries, dates, strict=True)
        for start in starts
    ]
    session_ids = iter(add_numbered_rows(session, EventSession, session_rows))
    return [
        AddedEvent(
            number,
            entry,
            row["organiser_id"],
            row["published_at"],
            [next(session_ids) for _ in starts],
            over=row["ends_at"] <= moment,
        )
        for number, entry, row, starts in zip(numbers, entries, rows, dates, strict=True)
    ]


def _dates(entry: Told, moment: datetime) -> list[datetime]:
    """When each session begins by the clock on the wall: once a week, never at a weekend."""
    away: int = entry["days_from_now"]
    first = moment.astimezone(LONDON).date() + timedelta(days=away)
    # What is over moves further back and what is coming further on, so that neither changes sides.
    step = timedelta(days=1 if away > 0 else -1)
    while first.weekday() >= SATURDAY:
        first += step
    clock = time.fromisoformat(entry["at"])
    return [_on(first + timedelta(weeks=week), clock) for week in range(entry["sessions"])]


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)


def _event_row(
    entry: Told,
    starts: Sequence[datetime],
    people: Mapping[str, Member],
    groups: Mapping[str, int],
    moment: datetime,
) -> Row:
    about = clean(entry["about"])
    cancelled = entry.get("cancelled_because")
    group = entry.get("group")
    return {
        "kind": entry["kind"],
        "title": entry["title"],
        "summary": entry["summary"],
        "about": about,
        "about_html": render(about),
        "render_version": RENDER_VERSION,
        "venue": None if entry["where"] == "online" else entry["where"],
        "venue_about": entry["venue_about"],
        "capacity": entry["capacity"],
        "group_id": groups[group] if group else None,
        "organiser_id": people[entry["organiser"]].id,
        "starts_at": starts[0],
        "ends_at": _end(entry, starts[-1]),
        "published_at": min(starts[0], moment) - days(ANNOUNCED_DAYS),
        "cancelled_at": moment - days(CANCELLED_DAYS_AGO) if cancelled else None,
        "cancelled_because": cancelled,
    }


def _session_row(event_id: int, entry: Told, start: datetime) -> Row:
    return {
        "event_id": event_id,
        "starts_at": start,
        "ends_at": _end(entry, start),
        "local_start": f"{start:%Y-%m-%dT%H:%M}",
        "zone": LONDON.key,
    }


def _end(entry: Told, start: datetime) -> datetime:
    return start + timedelta(minutes=entry["minutes"])


def _add_facilitators(
    session: Session, numbers: Sequence[int], entries: Sequence[Told], people: Mapping[str, Member]
) -> None:
    rows = [
        {"event_id": number, "person_id": people[key].id}
        for number, entry in zip(numbers, entries, strict=True)
        for key in entry["facilitators"]
    ]
    add_rows(session, EventFacilitator, rows)
