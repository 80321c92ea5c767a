"""Places on the events of the demonstration, turns on waiting lists, and who was there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from bookings.models import Attendance, Booking, Waiting
from core.db import add_rows
from front.demonstration.events import AddedEvent
from front.demonstration.people import Member
from front.demonstration.rows import Row

#: One booking follows another after so long, from the day an event was announced. Unit: hours.
BOOKING_HOURS = 12


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that is over: what was planned for it, and who was there."""

    id: int
    event: AddedEvent
    no: int
    present: Sequence[Member]

    @property
    def is_last(self) -> bool:
        """True for the last session of its event."""
        return self.no == len(self.event.session_ids)


def add_places(
    session: Session,
    events: Sequence[AddedEvent],
    people: Mapping[str, Member],
    delegates: Mapping[int, Sequence[Member]],
) -> list[HeldSession]:
    """Everyone's bookings and turns; the caller gets the sessions held, with who was there."""
    bookings: list[Row] = []
    turns: list[Row] = []
    held: list[HeldSession] = []
    for event in events:
        coming = [people[key] for key in event.told.get("booked", [])]
        coming += delegates.get(event.id, [])
        bookings += [_booking_row(event, order, who) for order, who in enumerate(coming, start=1)]
        waiting = [people[key] for key in event.told.get("waiting", [])]
        turns += [
            _turn_row(event, order, who) for order, who in enumerate(waiting, start=len(coming) + 1)
        ]
        if event.over:
            held += _held(event, coming)
    add_rows(session, Booking, bookings)
    add_rows(session, Waiting, turns)
    add_rows(session, Attendance, [row for one in held for row in _register_rows(one)])
    return held


def _booking_row(event: AddedEvent, order: int, who: Member) -> Row:
    return {
        "event_id": event.id,
        "person_id": who.id,
        "state": "booked",
        "comes_as": who.comes_as,
        "revision": 1,
        "booked_at": event.published_at + timedelta(hours=BOOKING_HOURS * order),
        "given_up_at": None,
    }


def _turn_row(event: AddedEvent, order: int, who: Member) -> Row:
    return {
        "event_id": event.id,
        "person_id": who.id,
        "comes_as": who.comes_as,
        "joined_at": event.published_at + timedelta(hours=BOOKING_HOURS * order),
    }


def _held(event: AddedEvent, coming: Sequence[Member]) -> Iterator[HeldSession]:
    """Everyone comes to the first; after that, one of the last two to book misses each session."""
    for no, session_id in enumerate(event.session_ids, start=1):
        missing = coming[-1 - no % 2] if no > 1 else None
        yield HeldSession(session_id, event, no, [who for who in coming if who is not missing])


def _register_rows(held: HeldSession) -> list[Row]:
    return [
        {
            "session_id": held.id,
            "person_id": who.id,
            "comes_as": who.comes_as,
            "marked_by_id": held.event.organiser_id,
        }
        for who in held.present
    ]
