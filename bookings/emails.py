"""Mails about places: pure functions that return the mail, for the outbox to keep."""

from dataclasses import dataclass
from datetime import datetime

from core.clock import day, from_to
from core.mail import Email


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail about a place needs to know."""

    to_name: str
    to_address: str
    title: str
    url: str
    venue: str | None
    venue_about: str
    dates: tuple[tuple[datetime, datetime], ...]


def place_booked(booking_id: int, revision: int, occasion: Occasion) -> Email:
    """The mail that says a place is theirs, with all they need to come."""
    return _email(
        f"place_booked:{booking_id}:{revision}",
        occasion,
        "You have a place",
        f'You have a place on "{occasion.title}".\n\n{_when_and_where(occasion)}\n'
        f"Everything about it, and a button in case you can't come:\n{occasion.url}\n\n"
        "If you can't come, please give your place up there, so that somebody else can have it. "
        "Nobody minds.\n",
    )


def place_came_free(booking_id: int, revision: int, occasion: Occasion) -> Email:
    """The mail to the first on the waiting list: a place came free and it is theirs."""
    return _email(
        f"place_came_free:{booking_id}:{revision}",
        occasion,
        "A place came free for you",
        f'A place came free on "{occasion.title}". You were first in line, so it is yours.\n\n'
        f"{_when_and_where(occasion)}\n"
        "If you can't come any more, please give it up here, and the next person will get it:\n"
        f"{occasion.url}\n",
    )


def place_given_up(booking_id: int, revision: int, occasion: Occasion) -> Email:
    """The mail that says a place was given up, so that a slip of the finger is noticed."""
    return _email(
        f"place_given_up:{booking_id}:{revision}",
        occasion,
        "You have given up your place",
        f'You have given up your place on "{occasion.title}". Thank you for telling us.\n\n'
        f"If that was a mistake, you can book again here while there are places:\n{occasion.url}\n",
    )


def _email(key: str, occasion: Occasion, subject: str, text: str) -> Email:
    return Email(
        key, occasion.to_name, occasion.to_address, subject, f"Hello {occasion.to_name},\n\n{text}"
    )


def _when_and_where(occasion: Occasion) -> str:
    dates = "".join(f"  {day(start)}, {from_to(start, end)}\n" for start, end in occasion.dates)
    where = (
        f"Where: {occasion.venue}\n{occasion.venue_about}\n"
        if occasion.venue
        else "Where: online. The people who run it will tell you how to join.\n"
    )
    return f"When (UK time):\n{dates}\n{where}"
