"""The doors that join a waiting list and leave it, and where somebody stands on it."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.clock import now
from tests.bookings.standing import audited, booked, mails, waiting
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event

CARER = {"comes_as": "carer"}


def position(client: HouseClient, event_id: int) -> list[str]:
    text = client.get(f"/events/{event_id}").text
    return re.findall(r"You are number (\d+) on the waiting list", text)


def test_joining_without_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    session.commit()
    page = amina.follow(f"/events/{event.id}/waiting", CARER).text
    assert ">You are on the waiting list.</div>" in page
    assert "You are number 1 on the waiting list" in page
    assert waiting(session, event.id) == [AMINA.id]
    assert audited(session) == [(AMINA.id, "waiting_list_joined")]
    assert mails(session) == []


def test_whoever_waits_twice_has_a_place_in_each_list(amina: HouseClient, session: Session) -> None:
    first, second = an_event(session, capacity=1), an_event(session, capacity=1)
    for event in (first, second):
        a_booking(session, event, BEN)
    for event, who in ((first, AMINA), (second, CAROL), (first, DEV), (second, AMINA)):
        a_turn(session, event, who)
    session.commit()
    assert [position(amina, event.id) for event in (first, second)] == [["1"], ["2"]]


def test_joining_and_leaving_with_htmx(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    session.commit()
    said = []
    for path, face in (("waiting", "waiting"), ("waiting/leave", "full")):
        answer = amina.post(f"/events/{event.id}/{path}", CARER, htmx=True)
        assert answer.text.startswith(f'<section id="place" class="place place-{face}"')
        said.append(json.loads(answer.headers["HX-Trigger"])["announce"]["text"])
    assert said == ["You are on the waiting list.", "You have left the waiting list."]
    assert waiting(session, event.id) == []
    assert audited(session) == [(AMINA.id, "waiting_list_joined"), (AMINA.id, "waiting_list_left")]


def test_asking_again_keeps_the_first_turn(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, GRACE)
    session.commit()
    for client in (amina, ben, amina, amina):
        assert client.post(f"/events/{event.id}/waiting", CARER).status_code == 303
    assert waiting(session, event.id) == [AMINA.id, BEN.id]


def test_everyone_behind_moves_up(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, GRACE)
    for who in (AMINA, BEN, DEV):
        a_turn(session, event, who)
    session.commit()
    everyone = (amina, ben, dev)
    assert [position(who, event.id) for who in everyone] == [["1"], ["2"], ["3"]]
    amina.post(f"/events/{event.id}/waiting/leave")
    assert [position(who, event.id) for who in everyone] == [[], ["1"], ["2"]]
    amina.post(f"/events/{event.id}/waiting", CARER)
    assert [position(who, event.id) for who in everyone] == [["3"], ["1"], ["2"]]


def test_positions_on_one_list_know_nothing_of_another(
    amina: HouseClient, session: Session
) -> None:
    here, there = an_event(session, capacity=1), an_event(session, capacity=1)
    for event in (here, there):
        a_booking(session, event, GRACE)
    for who in (BEN, DEV, CAROL):
        a_turn(session, there, who)
    a_turn(session, here, AMINA)
    session.commit()
    assert position(amina, here.id) == ["1"]


def test_leaving_a_list_one_is_not_on_changes_nothing(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_turn(session, event, BEN)
    session.commit()
    assert amina.post(f"/events/{event.id}/waiting/leave").status_code == 303
    assert waiting(session, event.id) == [BEN.id]
    assert audited(session) == []


def test_whoever_has_a_place_does_not_wait(amina: HouseClient, session: Session) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, AMINA)
    session.commit()
    assert amina.post(f"/events/{event.id}/waiting", CARER).status_code == 303
    assert (waiting(session, event.id), len(booked(session, event.id))) == ([], 1)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"capacity": 1}, "There is a place free, so you need not wait. You can book it."),
        ({"cancelled": True}, "This has been cancelled, so there is nothing to book."),
        (
            {"starts_at": now() - timedelta(hours=1)},
            "This has already started, so booking has closed.",
        ),
    ],
)
def test_it_is_refused_with_the_reason(
    amina: HouseClient, session: Session, told: dict[str, object], says: str, *, htmx: bool
) -> None:
    event = an_event(session, **told)  # type: ignore[arg-type]
    session.commit()
    answer = amina.post(f"/events/{event.id}/waiting", CARER, htmx=htmx)
    assert answer.status_code == 409
    assert f'id="place-refusal" tabindex="-1" data-focus>{says}</p>' in answer.text
    if told == {"capacity": 1}:
        assert 'value="carer" checked' in answer.text
    assert waiting(session, event.id) == []


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("comes_as", ["", "king", "carer,staff"])
def test_without_a_choice_it_asks_again(
    amina: HouseClient, session: Session, comes_as: str, *, htmx: bool
) -> None:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    session.commit()
    answer = amina.post(f"/events/{event.id}/waiting", {"comes_as": comes_as}, htmx=htmx)
    assert answer.status_code == 422
    assert waiting(session, event.id) == []


@pytest.mark.parametrize("door", ["waiting", "waiting/leave"])
def test_others_change_nothing(
    carol: HouseClient, visitor: HouseClient, amina: HouseClient, session: Session, door: str
) -> None:
    event = an_event(session, capacity=1, group=CLOSED_GROUP)
    a_booking(session, event, BEN)
    a_turn(session, event, DEV)
    session.commit()
    path = f"/events/{event.id}/{door}"
    away = {"Sec-Fetch-Site": "cross-site"}
    assert carol.post(path, CARER).status_code == 404
    assert visitor.post(path, CARER).status_code == 401
    assert amina.post(path, CARER, headers=away).status_code == 403
    assert waiting(session, event.id) == [DEV.id]
