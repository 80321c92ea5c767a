"""The mails about places, whole, as people get them: the texts stand in the folder emails."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.mail.outbox import OutboxMail
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.factories import a_booking, a_turn, an_event
from tests.reading import rows

TEXTS = Path(__file__).parent / "emails"
START = datetime(2035, 3, 20, 14, 30, tzinfo=ZoneInfo("Europe/London"))


def queued(session: Session, kind: str) -> str:
    """The one mail of this kind, as the stored texts are written."""
    [(address, subject, text)] = rows(
        session,
        select(OutboxMail.to_address, OutboxMail.subject, OutboxMail.text).where(
            OutboxMail.key.startswith(kind)
        ),
    )
    return f"To: {address}\nSubject: {subject}\n\n{text}"


@pytest.mark.parametrize("kind", ["place_booked", "place_given_up", "place_came_free"])
def test_it_is_the_stored_text(amina: HouseClient, session: Session, kind: str) -> None:
    event = an_event(session, title="Hope & “home”", capacity=1, starts_at=START, sessions=2)
    if kind == "place_came_free":
        a_booking(session, event, AMINA)
        a_turn(session, event, BEN)
    session.commit()
    if kind != "place_came_free":
        amina.post(f"/events/{event.id}/place", {"comes_as": "carer"})
    amina.post(f"/events/{event.id}/place/leave")
    assert queued(session, kind) == (TEXTS / f"{kind}.txt").read_text("utf-8")


def test_an_online_event_says_so(amina: HouseClient, session: Session) -> None:
    event = an_event(session, starts_at=START)
    event.venue = None
    session.commit()
    amina.post(f"/events/{event.id}/place", {"comes_as": "carer"})
    assert queued(session, "place_booked") == (TEXTS / "place_booked_online.txt").read_text("utf-8")


def test_every_stored_text_is_used() -> None:
    assert sorted(path.stem for path in TEXTS.iterdir()) == [
        "place_booked",
        "place_booked_online",
        "place_came_free",
        "place_given_up",
    ]


def test_somebody_without_an_address_gets_a_place_all_the_same(
    amina: HouseClient, session: Session
) -> None:
    event = an_event(session)
    session.get_one(Person, AMINA.id).address = None
    session.commit()
    page = amina.follow(f"/events/{event.id}/place", {"comes_as": "carer"}).text
    assert "You have a place" in page
    assert rows(session, select(OutboxMail.key)) == []
