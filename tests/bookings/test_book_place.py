"""The door that books a place: the pattern for every other door's tests."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bookings.models import Booking, Waiting
from core.audit import AuditLine
from core.clock import now
from core.mail.outbox import OutboxMail
from tests.cast import AMINA, BEN, CLOSED_GROUP
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event

CARER = {"comes_as": "carer"}


def booked(session: Session, event_id: int) -> list[tuple[Any, ...]]:
    session.rollback()
    rows = session.execute(
        select(Booking.person_id, Booking.state, Booking.comes_as)
        .where(Booking.event_id == event_id)
        .order_by(Booking.person_id)
    )
    return [tuple(row) for row in rows]


def test_it_works_without_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    page = amina.follow(f"/events/{event.id}/place", CARER).get_data(as_text=True)
    assert "You have a place" in page
    assert (
        'id="announce" role="status" aria-live="polite" aria-atomic="true">You have a place.<'
        in page
    )
    assert booked(session, event.id) == [(AMINA.id, "booked", "carer")]


def test_it_works_with_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place", CARER, htmx=True)
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).startswith('<section id="place" class="place place-yours"')
    assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": "You have a place."}}
    assert booked(session, event.id) == [(AMINA.id, "booked", "carer")]


@pytest.mark.parametrize("htmx", [True, False])
def test_full_is_refused_and_leads_to_the_waiting_list(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place", CARER, htmx=htmx)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "The last place went just now. You can join the waiting list." in page
    assert 'value="carer" checked' in page
    assert booked(session, event.id) == [(BEN.id, "booked", "carer")]


def test_cancelled_is_refused(amina: HouseClient, session: Session) -> None:
    event = an_event(session, cancelled=True)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place", CARER)
    assert answer.status_code == 409
    assert "This has been cancelled, so there is nothing to book." in answer.get_data(as_text=True)
    assert booked(session, event.id) == []


def test_started_is_refused(amina: HouseClient, session: Session) -> None:
    event = an_event(session, starts_at=now() - timedelta(minutes=1))
    session.commit()
    answer = amina.post(f"/events/{event.id}/place", CARER)
    assert answer.status_code == 409
    assert booked(session, event.id) == []


@pytest.mark.parametrize("comes_as", ["", "king"])
def test_without_a_choice_it_asks_again(
    amina: HouseClient, session: Session, comes_as: str
) -> None:
    event = an_event(session)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place", {"comes_as": comes_as}, htmx=True)
    assert answer.status_code == 422
    assert booked(session, event.id) == []


def test_twice_is_once(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    for _ in range(3):
        assert amina.post(f"/events/{event.id}/place", CARER).status_code == 303
    assert booked(session, event.id) == [(AMINA.id, "booked", "carer")]
    keys = list(session.scalars(select(OutboxMail.key)))
    assert keys == [f"place_booked:{session.scalar(select(Booking.id))}:1"]


def test_the_booking_leaves_one_audit_line(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    amina.post(f"/events/{event.id}/place", CARER)
    session.rollback()
    lines = session.execute(
        select(AuditLine.person_id, AuditLine.what, AuditLine.thing, AuditLine.thing_id)
    )
    assert [tuple(line) for line in lines] == [(AMINA.id, "place_booked", "event", event.id)]


def test_whoever_books_stops_waiting(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    a_turn(session, event, AMINA)
    session.commit()
    amina.post(f"/events/{event.id}/place", CARER)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Waiting)) == 0


def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session
) -> None:
    event = an_event(session, group=CLOSED_GROUP, title="Behind the door")
    session.commit()
    assert amina.get(f"/events/{event.id}").status_code == 200
    hidden = carol.post(f"/events/{event.id}/place", CARER)
    missing = carol.post(f"/events/{event.id + 1000}/place", CARER)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "Behind the door" not in hidden.get_data(as_text=True)
    assert booked(session, event.id) == []


def test_a_draft_is_not_there_for_members(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    event = an_event(session, published=False)
    session.commit()
    assert amina.post(f"/events/{event.id}/place", CARER).status_code == 404
    assert grace.get(f"/events/{event.id}").status_code == 200


def test_signed_out_gets_the_form_back(visitor: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    answer = visitor.post(f"/events/{event.id}/place", CARER)
    assert answer.status_code == 401
    assert "carer" in answer.get_data(as_text=True)
    assert booked(session, event.id) == []


def test_from_another_site_is_refused(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    answer = amina.post(
        f"/events/{event.id}/place", CARER, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert booked(session, event.id) == []
