"""Whether somebody can have a place: tables of cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

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
    ("told", "state"),
    [
        ({"booked": True, "cancelled": True, "started": True, "ended": True}, "cancelled"),
        ({"booked": True}, "yours"),
        ({"booked": True, "started": True}, "yours"),
        ({"booked": True, "started": True, "ended": True}, "over"),
        ({"position": 2, "started": True}, "closed"),
        ({"started": True, "left": 3}, "closed"),
        ({"started": True, "ended": True}, "closed"),
        ({"position": 1}, "waiting"),
        ({"position": 1, "left": 1}, "waiting"),
        ({"left": 1}, "open"),
        ({}, "full"),
    ],
)
def test_the_face_of_the_panel(told: dict[str, Any], state: str) -> None:
    nothing = {"booked": False, "position": None, "cancelled": False, "started": False}
    assert place_state(**{**nothing, "ended": False, "left": 0, **told}) == state


def test_nobody_is_made_to_say_what_they_come_as() -> None:
    assert [key for key, _ in COMES_AS] == [
        "service_user",
        "carer",
        "staff",
        "peer_worker",
        "not_said",
    ]
