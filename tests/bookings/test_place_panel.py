"""Where the focus is in the place panel after a press, and what the audit says of a place."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bookings.models import Booking, Event
from core.audit import AuditLine
from core.clock import now
from tests.cast import AMINA, BEN, CAROL
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event
from tests.reading import rows

CARER = {"comes_as": "carer"}


def open_(session: Session) -> Event:
    return an_event(session, capacity=2)


def yours(session: Session) -> Event:
    event = an_event(session, capacity=2)
    a_booking(session, event, AMINA)
    return event


def full(session: Session) -> Event:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    return event


def waiting(session: Session) -> Event:
    event = full(session)
    a_turn(session, event, AMINA)
    return event


def over(session: Session) -> Event:
    event = an_event(session, starts_at=now() - timedelta(hours=3))
    a_booking(session, event, AMINA)
    return event


def focused(html: str) -> list[str]:
    """What asks for the focus, by its id."""
    panel = html[html.index('<section id="place"') :].partition("</section>")[0]
    return re.findall(r'<\w+[^>]* id="([\w-]+)"[^>]* data-focus>', panel)


def buttons(html: str) -> list[str]:
    """The panel's buttons, by their ids."""
    panel = html[html.index('<section id="place"') :].partition("</section>")[0]
    return re.findall(r'<button[^>]* id="([\w-]+)"', panel)


@pytest.mark.parametrize(
    ("make", "door", "before", "after"),
    [
        (open_, "place", "place-button", "place-leave"),
        (yours, "place/leave", "place-leave", "place-button"),
        (full, "waiting", "place-button", "waiting-leave"),
        (waiting, "waiting/leave", "waiting-leave", "place-button"),
    ],
)
def test_the_heading_has_focus_after_a_press(
    amina: HouseClient,
    session: Session,
    make: Callable[[Session], Event],
    *,
    door: str,
    before: str,
    after: str,
) -> None:
    event = make(session)
    session.commit()
    page = amina.get(f"/events/{event.id}").text
    assert (focused(page), buttons(page)) == ([], [before])
    answer = amina.post(f"/events/{event.id}/{door}", CARER, htmx=True)
    assert answer.status_code == 200
    assert (focused(answer.text), buttons(answer.text)) == (["place-h"], [after])


@pytest.mark.parametrize(
    ("make", "door"), [(full, "place"), (over, "place/leave"), (open_, "waiting")]
)
def test_a_refusal_has_the_focus_instead(
    amina: HouseClient,
    session: Session,
    make: Callable[[Session], Event],
    door: str,
) -> None:
    event = make(session)
    session.commit()
    answer = amina.post(f"/events/{event.id}/{door}", CARER, htmx=True)
    assert (answer.status_code, focused(answer.text)) == (409, ["place-refusal"])


def test_a_place_that_came_free_names_the_booking_and_nobody(
    amina: HouseClient, session: Session
) -> None:
    """Numbers of bookings and events differ here, so that one can't stand for the other."""
    a_booking(session, an_event(session), CAROL)
    a_booking(session, an_event(session), CAROL)
    event = an_event(session, capacity=1)
    a_booking(session, event, AMINA)
    a_turn(session, event, BEN)
    session.commit()
    amina.post(f"/events/{event.id}/place/leave")
    [[booking_id]] = rows(session, select(Booking.id).where(Booking.person_id == BEN.id))
    assert booking_id != event.id
    lines = select(AuditLine.person_id, AuditLine.what, AuditLine.thing, AuditLine.thing_id)
    assert rows(session, lines.order_by(AuditLine.id)) == [
        (AMINA.id, "place_given_up", "event", event.id),
        (None, "place_came_free", "booking", booking_id),
    ]
