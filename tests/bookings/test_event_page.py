"""One event's page: each face of its place panel, and who sees what around it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bookings.models import Event
from core.clock import now
from tests.cast import AMINA, BEN, CLOSED_GROUP, DEV
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event


def open_(session: Session) -> Event:
    return an_event(session, capacity=2)


def yours(session: Session) -> Event:
    event = an_event(session, capacity=2)
    a_booking(session, event, AMINA)
    return event


def full(session: Session) -> Event:
    event = an_event(session, capacity=1)
    a_booking(session, event, BEN)
    a_turn(session, event, DEV)
    return event


def waiting(session: Session) -> Event:
    event = full(session)
    a_turn(session, event, AMINA)
    return event


def closed(session: Session) -> Event:
    return an_event(session, starts_at=now() - timedelta(hours=1))


def cancelled(session: Session) -> Event:
    event = an_event(session, cancelled=True)
    a_booking(session, event, AMINA)
    return event


def over(session: Session) -> Event:
    event = an_event(session, starts_at=now() - timedelta(hours=3))
    a_booking(session, event, AMINA)
    return event


FACES: list[tuple[Callable[[Session], Event], str, str, str | None]] = [
    (open_, "open", "2 places left", "place"),
    (yours, "yours", "You have a place", "place/leave"),
    (full, "full", "All places are taken", "waiting"),
    (waiting, "waiting", "You are number 2 on the waiting list", "waiting/leave"),
    (over, "over", "This is over", None),
    (closed, "closed", "Booking has closed", None),
    (cancelled, "cancelled", "This will not happen", None),
]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("seen", FACES, ids=lambda seen: str(seen[1]))
def test_each_face(
    amina: HouseClient,
    session: Session,
    seen: tuple[Callable[[Session], Event], str, str, str | None],
    *,
    htmx: bool,
) -> None:
    make, face, heading, button = seen
    event = make(session)
    session.commit()
    text = amina.get(f"/events/{event.id}", htmx=htmx).text
    assert re.findall(r'<section id="place" class="place place-(\w+)"', text) == [face]
    assert re.findall(r'<h2 id="place-h"[^>]*>([^<]+)</h2>', text) == [heading]
    posts = re.findall(r'<form method="post" action="(/events/[^"]+)" hx-post="([^"]+)"', text)
    path = f"/events/{event.id}/{button}"
    assert posts == ([(path, path)] if button else [])


def test_it_tells_when_where_and_with_whom(amina: HouseClient, session: Session) -> None:
    event = an_event(session, sessions=3, title="A <course>")
    session.commit()
    text = amina.get(f"/events/{event.id}").text
    assert "<h1>A &lt;course&gt;</h1>" in text
    assert "3 sessions. One booking covers them all." in text
    assert len(re.findall(r"<li><time datetime=", text)) == 3
    assert "<dd>Room 1<br>Step-free.</dd>" in text
    assert "<dt>With</dt><dd>Grace</dd>" in text
    assert "<p>What <em>will</em> happen.</p>" in text


def test_why_it_was_cancelled(amina: HouseClient, session: Session) -> None:
    event = an_event(session, cancelled=True)
    session.commit()
    text = amina.get(f"/events/{event.id}").text
    assert "It has been cancelled. The lift is out of order." in text


def test_only_those_who_run_it_are_led_to_register_and_ratings(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    """The first session is over, the second has begun, the third is to come."""
    event = an_event(session, starts_at=now() - timedelta(weeks=1, hours=1), sessions=3)
    session.commit()

    def links(client: HouseClient) -> list[str]:
        text = client.get(f"/events/{event.id}").text
        return [door for _, door in re.findall(r'href="/sessions/(\d+)/(\w+)"', text)]

    assert links(amina) == []
    assert links(grace) == ["register", "ratings", "register"]


@pytest.mark.parametrize("htmx", [True, False])
def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    event = an_event(session, group=CLOSED_GROUP, title="Behind the door")
    session.commit()
    answer = carol.get(f"/events/{event.id}", htmx=htmx)
    assert (answer.status_code, "Behind the door" in answer.text) == (404, False)
    assert amina.get(f"/events/{event.id}").status_code == 200


def test_a_draft_is_there_for_those_who_make_it(
    amina: HouseClient, dev: HouseClient, grace: HouseClient, ben: HouseClient, session: Session
) -> None:
    event = an_event(session, published=False, facilitator=BEN)
    session.commit()
    found = [who.get(f"/events/{event.id}").status_code for who in (amina, dev, grace, ben)]
    assert found == [404, 404, 200, 200]


def test_a_visitor_is_asked_to_sign_in_and_comes_back(
    visitor: HouseClient, session: Session
) -> None:
    event = an_event(session)
    session.commit()
    page = visitor.get(f"/events/{event.id}")
    assert page.status_code == 303
    assert page.headers["Location"] == f"/sign-in?next=/events/{event.id}"
    part = visitor.get(f"/events/{event.id}", htmx=True)
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/sign-in")
