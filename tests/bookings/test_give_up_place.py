"""The door that gives a place up, and what becomes of the place."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bookings.models import Booking
from core.clock import now
from core.mail.outbox import OutboxMail
from tests.bookings.standing import audited, booked, mails, waiting
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, DEV
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event
from tests.reading import rows

SAYS = "You have given up your place. Thank you for telling us."


def test_it_works_without_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    a_booking(session, event, AMINA)
    session.commit()
    page = amina.follow(f"/events/{event.id}/place/leave").text
    assert f">{SAYS}</div>" in page
    assert '<section id="place" class="place place-open"' in page
    assert booked(session, event.id) == []


def test_it_works_with_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    a_booking(session, event, AMINA)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place/leave", htmx=True)
    assert answer.status_code == 200
    assert answer.text.startswith('<section id="place" class="place place-open"')
    assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": SAYS}}
    assert booked(session, event.id) == []


def test_the_row_stays_and_says_when(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    booking = a_booking(session, event, AMINA)
    session.commit()
    before = now()
    amina.post(f"/events/{event.id}/place/leave")
    [(found, state, at)] = rows(session, select(Booking.id, Booking.state, Booking.given_up_at))
    assert (found, state) == (booking.id, "given_up")
    assert before <= at <= now()


def test_the_first_in_line_gets_it_once(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, AMINA)
    for who in (DEV, BEN, CAROL):
        a_turn(session, event, who)
    session.commit()
    for _ in range(3):
        assert amina.post(f"/events/{event.id}/place/leave").status_code == 303
    assert booked(session, event.id) == [(DEV.id, "staff", 1)]
    assert waiting(session, event.id) == [BEN.id, CAROL.id]
    assert mails(session) == [("place_given_up", "Amina"), ("place_came_free", "Dev")]
    assert audited(session) == [(AMINA.id, "place_given_up"), (None, "place_came_free")]


def test_places_go_round_in_order(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, AMINA)
    for who in (BEN, DEV, CAROL):
        a_turn(session, event, who)
    session.commit()
    holders = []
    for client in (amina, ben, dev):
        client.post(f"/events/{event.id}/place/leave")
        holders += [person_id for person_id, *_ in booked(session, event.id)]
    assert holders == [BEN.id, DEV.id, CAROL.id]
    assert waiting(session, event.id) == []
    assert mails(session) == [
        ("place_given_up", "Amina"),
        ("place_came_free", "Ben"),
        ("place_given_up", "Ben"),
        ("place_came_free", "Dev"),
        ("place_given_up", "Dev"),
        ("place_came_free", "Carol"),
    ]


def test_booking_again_takes_the_row_up_again(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    for comes_as in ("carer", "staff"):
        amina.post(f"/events/{event.id}/place", {"comes_as": comes_as})
        held = booked(session, event.id)
        amina.post(f"/events/{event.id}/place/leave")
    assert held == [(AMINA.id, "staff", 2)]
    [(booking_id, revision)] = rows(session, select(Booking.id, Booking.revision))
    assert revision == 2
    keys = rows(session, select(OutboxMail.key).order_by(OutboxMail.id))
    assert keys == [
        (f"place_booked:{booking_id}:1",),
        (f"place_given_up:{booking_id}:1",),
        (f"place_booked:{booking_id}:2",),
        (f"place_given_up:{booking_id}:2",),
    ]


def test_somebody_who_gave_up_can_be_promoted_later(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, AMINA)
    a_turn(session, event, BEN)
    session.commit()
    amina.post(f"/events/{event.id}/place/leave")
    amina.post(f"/events/{event.id}/waiting", {"comes_as": "not_said"})
    ben.post(f"/events/{event.id}/place/leave")
    assert booked(session, event.id) == [(AMINA.id, "not_said", 2)]


def test_after_the_start_nobody_is_sent_for(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1, starts_at=now() - timedelta(minutes=1))
    a_booking(session, event, AMINA)
    a_turn(session, event, BEN)
    session.commit()
    amina.post(f"/events/{event.id}/place/leave")
    assert booked(session, event.id) == []
    assert waiting(session, event.id) == [BEN.id]
    assert mails(session) == [("place_given_up", "Amina")]


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_over_cannot_be_given_up(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    event = an_event(session, starts_at=now() - timedelta(hours=3))
    a_booking(session, event, AMINA)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place/leave", htmx=htmx)
    assert answer.status_code == 409
    assert "This is over, so there is no place to give up." in answer.text
    assert booked(session, event.id) == [(AMINA.id, "carer", 1)]
    assert (mails(session), audited(session)) == ([], [])


def test_without_a_place_nothing_changes(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    session.commit()
    assert amina.post(f"/events/{event.id}/place/leave").status_code == 303
    assert booked(session, event.id) == [(BEN.id, "carer", 1)]
    assert (mails(session), audited(session)) == ([], [])


@pytest.mark.parametrize("htmx", [True, False])
def test_an_outsider_finds_nothing(carol: HouseClient, session: Session, *, htmx: bool) -> None:
    event = an_event(session, group=CLOSED_GROUP, title="Behind the door")
    a_booking(session, event, CAROL)
    session.commit()
    answer = carol.post(f"/events/{event.id}/place/leave", htmx=htmx)
    assert answer.status_code == 404
    assert "Behind the door" not in answer.text
    assert booked(session, event.id) == [(CAROL.id, "carer", 1)]


def test_signed_out_changes_nothing(visitor: HouseClient, session: Session) -> None:
    event = an_event(session)
    a_booking(session, event, AMINA)
    session.commit()
    assert visitor.post(f"/events/{event.id}/place/leave").status_code == 401
    assert booked(session, event.id) == [(AMINA.id, "carer", 1)]


def test_from_another_site_is_refused(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    a_booking(session, event, AMINA)
    session.commit()
    answer = amina.post(f"/events/{event.id}/place/leave", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert booked(session, event.id) == [(AMINA.id, "carer", 1)]
