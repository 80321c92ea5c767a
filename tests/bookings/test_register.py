"""The register: who sees it, and what a mark does."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bookings.models import Attendance, Event, EventSession
from core.clock import now
from tests.bookings.standing import audited
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_booking, a_session_held, an_event
from tests.reading import rows
from tests.world import ADA, an_administrator


def a_session(session: Session, **told: object) -> EventSession:
    """A session that has begun, on which Amina and Ben have places."""
    told.setdefault("starts_at", now() - timedelta(minutes=10))
    event = an_event(session, **told)  # type: ignore[arg-type]
    a_booking(session, event, AMINA, "service_user")
    a_booking(session, event, BEN, "staff")
    return session.query(EventSession).filter_by(event_id=event.id).one()


def marked(session: Session) -> list[tuple[object, ...]]:
    return rows(
        session,
        select(Attendance.person_id, Attendance.comes_as, Attendance.marked_by_id).order_by(
            Attendance.person_id
        ),
    )


def on_register(client: HouseClient, session_id: int) -> list[tuple[str, str]]:
    text = client.get(f"/sessions/{session_id}/register").text
    return re.findall(r"<bdi>([^<]+)</bdi></span>\s*(?:<span[^>]*>(\w+)</span>)?", text)


def test_it_lists_places_and_marks_by_name(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (CAROL, AMINA))
    event = session.get_one(Event, held.event_id)
    a_booking(session, event, DEV)
    gone = a_booking(session, event, BEN)
    gone.state = "given_up"
    session.commit()
    assert on_register(grace, held.id) == [("Amina", "Present"), ("Carol", "Present"), ("Dev", "")]


def test_marking_and_unmarking_without_htmx(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.commit()
    path = f"/sessions/{held.id}/register/{AMINA.id}"
    answer = grace.post(path, {"present": "yes"})
    assert answer.headers["Location"] == f"/sessions/{held.id}/register#person-{AMINA.id}"
    assert marked(session) == [(AMINA.id, "service_user", GRACE.id)]
    assert on_register(grace, held.id) == [("Amina", "Present"), ("Ben", "")]
    grace.post(path, {"present": "no"})
    assert marked(session) == []
    assert on_register(grace, held.id) == [("Amina", ""), ("Ben", "")]


def test_marking_and_unmarking_with_htmx(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.commit()
    for present, says, offers in (
        ("yes", "Ben is marked present.", "no"),
        ("no", "Ben is marked not present.", "yes"),
    ):
        path = f"/sessions/{held.id}/register/{BEN.id}"
        answer = grace.post(path, {"present": present}, htmx=True)
        assert answer.status_code == 200
        assert answer.text.startswith(f'<li class="register-row" id="person-{BEN.id}">')
        assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": says}}
        assert re.findall(r'name="present" value="(\w+)"', answer.text) == [offers]
    assert marked(session) == []


def test_the_same_mark_again_changes_nothing(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.commit()
    for present in ("yes", "yes", "no", "no", "yes", "yes"):
        grace.post(f"/sessions/{held.id}/register/{AMINA.id}", {"present": present})
    assert marked(session) == [(AMINA.id, "service_user", GRACE.id)]


def test_a_mark_leaves_one_audit_line(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.commit()
    grace.post(f"/sessions/{held.id}/register/{AMINA.id}", {"present": "yes"})
    assert audited(session) == [(GRACE.id, "attendance_marked")]


def test_somebody_without_a_place_can_be_unmarked(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.add(
        Attendance(session_id=held.id, person_id=DEV.id, comes_as="staff", marked_by_id=GRACE.id)
    )
    session.commit()
    path = f"/sessions/{held.id}/register/{DEV.id}"
    assert grace.post(path, {"present": "no"}, htmx=True).status_code == 200
    assert marked(session) == []


@pytest.mark.parametrize("person_id", [DEV.id, 999, 2**31 - 1, 2**40])
def test_nobody_else_is_on_it(grace: HouseClient, session: Session, person_id: int) -> None:
    held = a_session(session)
    session.commit()
    path = f"/sessions/{held.id}/register/{person_id}"
    assert grace.post(path, {"present": "yes"}).status_code == 404
    assert (marked(session), audited(session)) == ([], [])


def test_who_sees_and_marks_it(
    visitor: HouseClient,
    amina: HouseClient,
    ben: HouseClient,
    dev: HouseClient,
    *,
    grace: HouseClient,
    session: Session,
) -> None:
    """Ben facilitates, Grace organises, Ada runs the site; Amina only has a place."""
    an_administrator(session)
    held = a_session(session, facilitator=BEN)
    session.commit()
    ada = visitor.as_(ADA)
    for who, see, mark in (
        (visitor, 303, 401),
        (amina, 403, 403),
        (dev, 403, 403),
        (ben, 200, 303),
        (grace, 200, 303),
        (ada, 200, 303),
    ):
        assert who.get(f"/sessions/{held.id}/register").status_code == see
        answer = who.post(f"/sessions/{held.id}/register/{AMINA.id}", {"present": "yes"})
        assert answer.status_code == mark
    assert [who for who, _ in audited(session)] == [BEN.id, GRACE.id, ADA.id]


def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session
) -> None:
    held = a_session(session, group=CLOSED_GROUP)
    session.commit()
    for who, status in ((carol, 404), (amina, 403)):
        assert who.get(f"/sessions/{held.id}/register").status_code == status
        answer = who.post(f"/sessions/{held.id}/register/{AMINA.id}", {"present": "yes"})
        assert answer.status_code == status
    assert marked(session) == []


def test_from_another_site_is_refused(grace: HouseClient, session: Session) -> None:
    held = a_session(session)
    session.commit()
    path, away = f"/sessions/{held.id}/register/{AMINA.id}", {"Sec-Fetch-Site": "cross-site"}
    assert grace.post(path, {"present": "yes"}, headers=away).status_code == 403
    assert marked(session) == []
