"""Whether somebody can have a place: pure, in the order in which people should hear a no."""

from datetime import datetime

from core.refusals import Refusal

#: What somebody comes as, in their own words, for one event at a time. Source: reference figures
#: count the share of service users and carers by what people declared at that event, never from a
#: profile.
COMES_AS = (
    ("service_user", "Someone who uses services"),
    ("carer", "A carer, friend or family member"),
    ("staff", "Someone who works in services"),
    ("peer_worker", "A peer worker"),
    ("not_said", "I would rather not say"),
)


class EventCancelled(Refusal):
    """The event will not happen."""

    sentence = "This has been cancelled, so there is nothing to book."


class BookingClosed(Refusal):
    """The event has begun."""

    sentence = "This has already started, so booking has closed."


class EventOver(Refusal):
    """The event has ended."""

    sentence = "This is over, so there is no place to give up."


class EventFull(Refusal):
    """Every place is taken."""

    sentence = "The last place went just now. You can join the waiting list."


class PlacesLeft(Refusal):
    """There is no need to wait."""

    sentence = "There is a place free, so you need not wait. You can book it."


def places_left(capacity: int, taken: int) -> int:
    """How many places are free; never less than none."""
    return max(0, capacity - taken)


def why_closed(*, cancelled: bool, starts_at: datetime, now: datetime) -> Refusal | None:
    """Why nobody can book or wait any more, or None."""
    if cancelled:
        return EventCancelled()
    if starts_at <= now:
        return BookingClosed()
    return None


def why_not_bookable(
    *, cancelled: bool, starts_at: datetime, capacity: int, taken: int, now: datetime
) -> Refusal | None:
    """Why a place can't be booked, or None: cancelled first, then closed, then full."""
    closed = why_closed(cancelled=cancelled, starts_at=starts_at, now=now)
    if closed:
        return closed
    return None if places_left(capacity, taken) else EventFull()


def place_state(  # noqa: PLR0913 - one argument a fact
    *, booked: bool, position: int | None, cancelled: bool, started: bool, ended: bool, left: int
) -> str:
    """Which face of the place panel somebody sees.

    It is yours, over, waiting, open, full, closed or cancelled.
    """
    if cancelled:
        return "cancelled"
    if booked:
        return "over" if ended else "yours"
    if started:
        return "closed"
    if position is not None:
        return "waiting"
    return "open" if left else "full"
