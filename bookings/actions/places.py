"""Book a place and give it up; a place given up goes to the first person waiting.

Source: docs/decisions/0002-one-writer.md (lock the event, read again, then decide)
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Person
from bookings.emails import Occasion, place_booked, place_came_free, place_given_up
from bookings.models import Booking, Event, EventSession, Waiting
from bookings.rules.places import EventOver, why_closed, why_not_bookable
from core import audit, mail
from core.clock import now


def book_place(
    session: Session, person_id: int, event_id: int, comes_as: str, public_url: str
) -> Booking:
    """The person's place; asking twice gives the same one.

    Raises: EventFull, BookingClosed, EventCancelled.
    """
    event = lock_event(session, event_id)
    booking = _booking_of(session, event_id, person_id)
    if booking and booking.state == "booked":
        return booking
    refusal = why_not_bookable(
        cancelled=event.cancelled_at is not None,
        starts_at=event.starts_at,
        capacity=event.capacity,
        taken=count_taken(session, event_id),
        now=now(),
    )
    if refusal:
        raise refusal
    booking = give_place(session, booking, event_id, person_id, comes_as)
    _forget_turn(session, event_id, person_id)
    audit.note(session, person_id, "place_booked", "event", event_id)
    occasion = occasion_for(session, event, person_id, public_url)
    if occasion:
        mail.queue(session, place_booked(booking.id, booking.revision, occasion))
    return booking


def give_up_place(session: Session, person_id: int, event_id: int, public_url: str) -> None:
    """Free the person's place and give it to the first person waiting, if there is still time.

    Raises: EventOver.
    """
    event = lock_event(session, event_id)
    booking = _booking_of(session, event_id, person_id)
    if booking is None or booking.state != "booked":
        return
    if event.ends_at <= now():
        raise EventOver
    booking.state, booking.given_up_at = "given_up", now()
    session.flush()
    audit.note(session, person_id, "place_given_up", "event", event_id)
    occasion = occasion_for(session, event, person_id, public_url)
    if occasion:
        mail.queue(session, place_given_up(booking.id, booking.revision, occasion))
    fill_free_places(session, event, public_url)


def fill_free_places(session: Session, event: Event, public_url: str) -> None:
    """Give every free place to whoever has waited longest. The event must be locked."""
    if why_closed(cancelled=event.cancelled_at is not None, starts_at=event.starts_at, now=now()):
        return
    free = event.capacity - count_taken(session, event.id)
    turns = session.scalars(
        select(Waiting).where(Waiting.event_id == event.id).order_by(Waiting.id).limit(max(0, free))
    ).all()
    for turn in turns:
        before = _booking_of(session, event.id, turn.person_id)
        booking = give_place(session, before, event.id, turn.person_id, turn.comes_as)
        session.delete(turn)
        session.flush()
        audit.note(session, None, "place_came_free", "booking", booking.id)
        occasion = occasion_for(session, event, turn.person_id, public_url)
        if occasion:
            mail.queue(session, place_came_free(booking.id, booking.revision, occasion))


def lock_event(session: Session, event_id: int) -> Event:
    """The event, fresh from the database, with nobody else deciding about it until the commit."""
    return session.scalars(
        select(Event)
        .where(Event.id == event_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def count_taken(session: Session, event_id: int) -> int:
    """How many places are taken now."""
    taken = select(func.count()).where(Booking.event_id == event_id, Booking.state == "booked")
    return session.scalar(taken) or 0


def give_place(
    session: Session, before: Booking | None, event_id: int, person_id: int, comes_as: str
) -> Booking:
    """A booked row for the person: a new one, or the one they gave up before, a revision later."""
    booking = before or Booking(event_id=event_id, person_id=person_id, revision=0)
    booking.state, booking.comes_as = "booked", comes_as
    booking.revision += 1
    booking.booked_at, booking.given_up_at = now(), None
    session.add(booking)
    session.flush()
    return booking


def occasion_for(
    session: Session, event: Event, person_id: int, public_url: str
) -> Occasion | None:
    """What a mail to this person about this event needs, or None when they have no address."""
    who = session.execute(
        select(Person.display_name, Person.address).where(Person.id == person_id)
    ).one()
    if who.address is None:
        return None
    dates = session.execute(
        select(EventSession.starts_at, EventSession.ends_at)
        .where(EventSession.event_id == event.id)
        .order_by(EventSession.starts_at)
    )
    return Occasion(
        to_name=who.display_name,
        to_address=who.address,
        title=event.title,
        url=f"{public_url}/events/{event.id}",
        venue=event.venue,
        venue_about=event.venue_about,
        dates=tuple((row.starts_at, row.ends_at) for row in dates),
    )


def _booking_of(session: Session, event_id: int, person_id: int) -> Booking | None:
    return session.scalar(
        select(Booking).where(Booking.event_id == event_id, Booking.person_id == person_id)
    )


def _forget_turn(session: Session, event_id: int, person_id: int) -> None:
    turn = session.scalar(
        select(Waiting).where(Waiting.event_id == event_id, Waiting.person_id == person_id)
    )
    if turn:
        session.delete(turn)
        session.flush()
