"""Whether somebody can have a place: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from bookings.rules.places import (
    COMES_AS,
    BookingClosed,
    EventCancelled,
    EventFull,
    place_state,
    places_left,
    why_closed,
    why_not_bookable,
)

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
SOON, JUST_NOW = NOW + timedelta(microseconds=1), NOW


@pytest.mark.parametrize(
    ("capacity", "taken", "left"), [(1, 0, 1), (1, 1, 0), (10, 3, 7), (3, 5, 0)]
)
def test_places_left(capacity: int, taken: int, left: int) -> None:
    assert places_left(capacity, taken) == left


@pytest.mark.parametrize(
    ("cancelled", "starts_at", "why"),
    [
        (False, SOON, None),
        (False, JUST_NOW, BookingClosed),
        (True, SOON, EventCancelled),
        (True, JUST_NOW, EventCancelled),
    ],
)
def test_why_closed(cancelled: bool, starts_at: datetime, why: type | None) -> None:
    found = why_closed(cancelled=cancelled, starts_at=starts_at, now=NOW)
    assert (found and type(found)) == why


@pytest.mark.parametrize(
    ("cancelled", "starts_at", "taken", "why"),
    [
        (False, SOON, 1, None),
        (False, SOON, 2, EventFull),
        (False, SOON, 3, EventFull),
        (False, JUST_NOW, 1, BookingClosed),
        (False, JUST_NOW, 2, BookingClosed),
        (True, JUST_NOW, 2, EventCancelled),
    ],
)
def test_why_not_bookable_says_the_weightiest_reason(
    cancelled: bool, starts_at: datetime, taken: int, why: type | None
) -> None:
    found = why_not_bookable(
        cancelled=cancelled, starts_at=starts_at, capacity=2, taken=taken, now=NOW
    )
    assert (found and type(found)) == why


@pytest.mark.parametrize(
    ("booked", "position", "cancelled", "started", "left", "state"),
    [
        (True, None, True, False, 1, "cancelled"),
        (True, None, False, False, 0, "yours"),
        (True, None, False, True, 0, "yours"),
        (False, 2, False, True, 0, "closed"),
        (False, None, False, True, 3, "closed"),
        (False, 1, False, False, 0, "waiting"),
        (False, 1, False, False, 1, "waiting"),
        (False, None, False, False, 1, "open"),
        (False, None, False, False, 0, "full"),
    ],
)
def test_the_face_of_the_panel(
    booked: bool, position: int | None, cancelled: bool, started: bool, left: int, state: str
) -> None:
    found = place_state(
        booked=booked, position=position, cancelled=cancelled, started=started, left=left
    )
    assert found == state


def test_nobody_is_made_to_say_what_they_come_as() -> None:
    assert [key for key, _ in COMES_AS] == [
        "service_user",
        "carer",
        "staff",
        "peer_worker",
        "not_said",
    ]
