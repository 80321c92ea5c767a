"""Join a waiting list and leave it."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bookings.actions.places import count_taken, lock_event
from bookings.models import Booking, Waiting
from bookings.rules.places import PlacesLeft, places_left, why_closed
from core import audit
from core.clock import now


def join_waiting_list(session: Session, person_id: int, event_id: int, comes_as: str) -> None:
    """Give the person the next turn; asking twice keeps the first.

    Raises: PlacesLeft, BookingClosed, EventCancelled.
    """
    event = lock_event(session, event_id)
    refusal = why_closed(
        cancelled=event.cancelled_at is not None, starts_at=event.starts_at, now=now()
    )
    if refusal:
        raise refusal
    if _has_place_or_turn(session, person_id, event_id):
        return
    if places_left(event.capacity, count_taken(session, event_id)):
        raise PlacesLeft
    session.add(Waiting(event_id=event_id, person_id=person_id, comes_as=comes_as, joined_at=now()))
    audit.note(session, person_id, "waiting_list_joined", "event", event_id)
    session.flush()


def leave_waiting_list(session: Session, person_id: int, event_id: int) -> None:
    """Take the person off the list; everyone behind them moves up."""
    lock_event(session, event_id)
    gone = session.execute(
        delete(Waiting).where(Waiting.event_id == event_id, Waiting.person_id == person_id)
    )
    if gone.rowcount:  # type: ignore[attr-defined]
        audit.note(session, person_id, "waiting_list_left", "event", event_id)
    session.flush()


def _has_place_or_turn(session: Session, person_id: int, event_id: int) -> bool:
    place = select(Booking.id).where(
        Booking.event_id == event_id, Booking.person_id == person_id, Booking.state == "booked"
    )
    turn = select(Waiting.id).where(Waiting.event_id == event_id, Waiting.person_id == person_id)
    return session.scalar(place) is not None or session.scalar(turn) is not None
