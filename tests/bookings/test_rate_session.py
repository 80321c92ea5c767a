"""The door that rates a session, so that nobody can tell who said what."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bookings.models import Attendance, Event, EventFacilitator, EventSession, Rating, RatingGiven
from core.clock import now
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, GRACE
from tests.client import HouseClient
from tests.factories import a_session_held
from tests.reading import count, rows, snapshot
from tests.world import seen_just_now

TYPED = {"rating": "very_good", "worked_well": "The *tea*.", "would_change": ""}
SAYS = "Thank you. Your answer is in, without your name."
ALREADY = "You have already told us about this session. Thank you."
NOT_OPEN = "You can tell us what you thought once the session has ended, and for 60 days after."


def said(session: Session) -> list[tuple[object, ...]]:
    return rows(session, select(Rating.rating, Rating.worked_well, Rating.would_change))


def given(session: Session) -> list[tuple[object, ...]]:
    return rows(session, select(RatingGiven.session_id, RatingGiven.person_id))


def test_it_works_without_htmx(amina: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA,))
    session.commit()
    page = amina.follow(f"/sessions/{held.id}/feedback", TYPED).text
    assert f">{SAYS}</div>" in page
    assert f">{ALREADY}</p>" in page
    assert 'id="feedback-form"' not in page
    assert said(session) == [("very_good", "The *tea*.", "")]
    assert given(session) == [(held.id, AMINA.id)]


def test_it_works_with_htmx(amina: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA,))
    session.commit()
    answer = amina.post(f"/sessions/{held.id}/feedback", TYPED, htmx=True)
    assert answer.status_code == 200
    assert answer.text.startswith('<section id="feedback">')
    assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": SAYS}}
    assert said(session) == [("very_good", "The *tea*.", "")]


def test_nothing_joins_the_person_and_the_answer(amina: HouseClient, session: Session) -> None:
    """All columns of both tables are here; no other table changes, the audit lines least of all."""
    assert set(RatingGiven.__table__.columns.keys()) == {"session_id", "person_id"}
    assert set(Rating.__table__.columns.keys()) == {
        "session_id",
        "key",
        "rating",
        "worked_well",
        "would_change",
        "released",
    }
    held = a_session_held(session, (AMINA,))
    seen_just_now(session)
    session.commit()
    before = snapshot(session)
    amina.post(f"/sessions/{held.id}/feedback", TYPED)
    after = snapshot(session)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"rating", "rating_given"}
    [(session_id, key)] = after["rating"]
    assert session_id == held.id
    assert len(key) == 24
    assert int(key, 16) >= 0


@pytest.mark.parametrize("htmx", [True, False])
def test_the_second_answer_is_refused(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    held = a_session_held(session, (AMINA,))
    session.commit()
    answers = [amina.post(f"/sessions/{held.id}/feedback", TYPED, htmx=htmx) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200 if htmx else 303, 409, 409]
    assert ALREADY in answers[1].text
    assert ">\nThe *tea*.</textarea>" in answers[1].text
    assert len(said(session)) == 1
    assert len(given(session)) == 1


def test_two_people_are_two_answers(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA, BEN))
    session.commit()
    for client in (amina, ben):
        assert client.post(f"/sessions/{held.id}/feedback", TYPED).status_code == 303
    assert (count(session, Rating), count(session, RatingGiven)) == (2, 2)


@pytest.mark.parametrize("who", [BEN, GRACE])
def test_only_those_who_were_there_and_did_not_run_it(
    visitor: HouseClient, session: Session, who: object
) -> None:
    """Ben has a place and was not there; Grace was there and ran it."""
    held = a_session_held(session, (AMINA, GRACE))
    session.commit()
    client = visitor.as_(who)  # type: ignore[arg-type]
    assert client.get(f"/sessions/{held.id}/feedback").status_code == 403
    assert client.post(f"/sessions/{held.id}/feedback", TYPED).status_code == 403
    assert (said(session), given(session)) == ([], [])


def test_a_facilitator_who_does_not_organise_cannot_either(
    ben: HouseClient, session: Session
) -> None:
    held = a_session_held(session, (BEN,))
    session.add(EventFacilitator(event_id=held.event_id, person_id=BEN.id))
    session.commit()
    assert ben.post(f"/sessions/{held.id}/feedback", TYPED).status_code == 403
    assert said(session) == []


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("moved", [timedelta(minutes=-1), timedelta(days=60, minutes=1)])
def test_outside_its_time_it_is_refused_and_the_words_come_back(
    visitor: HouseClient, session: Session, moved: timedelta, *, htmx: bool
) -> None:
    """A minute before the end, and a minute after sixty days."""
    held = a_session_held(session, (AMINA,))
    session.commit()
    with time_machine.travel(held.ends_at + moved, tick=False):
        amina = visitor.as_(AMINA)
        form = amina.get(f"/sessions/{held.id}/feedback")
        answer = amina.post(f"/sessions/{held.id}/feedback", TYPED, htmx=htmx)
    assert (form.status_code, NOT_OPEN in form.text) == (200, True)
    assert 'id="feedback-form"' not in form.text
    assert answer.status_code == 409
    assert NOT_OPEN in answer.text
    assert ">\nThe *tea*.</textarea>" in answer.text
    assert "<p>You picked: Very good.</p>" in answer.text
    assert (said(session), given(session)) == ([], [])


@pytest.mark.parametrize("moved", [timedelta(0), timedelta(days=60)])
def test_its_time_holds_both_ends(visitor: HouseClient, session: Session, moved: timedelta) -> None:
    held = a_session_held(session, (AMINA,))
    session.commit()
    with time_machine.travel(held.ends_at + moved, tick=False):
        amina = visitor.as_(AMINA)
        assert amina.post(f"/sessions/{held.id}/feedback", TYPED).status_code == 303


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({**TYPED, "rating": ""}, "Pick one of the five words."),
        ({**TYPED, "rating": "superb"}, None),
        ({**TYPED, "worked_well": "w" * 2_001}, "Please take out 1."),
        ({**TYPED, "would_change": "w" * 2_002}, "Please take out 2."),
    ],
)
def test_what_does_not_fit_comes_back(
    amina: HouseClient, session: Session, typed: dict[str, str], says: str | None, *, htmx: bool
) -> None:
    held = a_session_held(session, (AMINA,))
    session.commit()
    answer = amina.post(f"/sessions/{held.id}/feedback", typed, htmx=htmx)
    assert answer.status_code == 422
    assert says is None or says in answer.text
    for name in ("worked_well", "would_change"):
        assert f">\n{typed[name]}</textarea>" in answer.text
    assert (said(session), given(session)) == ([], [])


def test_others_find_nothing(
    carol: HouseClient, visitor: HouseClient, amina: HouseClient, session: Session
) -> None:
    held = a_session_held(session, (AMINA, CAROL))
    session.execute(update(Event).where(Event.id == held.event_id).values(group_id=CLOSED_GROUP))
    session.commit()
    path = f"/sessions/{held.id}/feedback"
    assert (carol.get(path).status_code, carol.post(path, TYPED).status_code) == (404, 404)
    answer = visitor.post(path, TYPED)
    assert answer.status_code == 401
    assert ">\nThe *tea*.</textarea>" in answer.text
    assert amina.post(path, TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert (said(session), given(session)) == ([], [])


def listed(client: HouseClient, session: Session) -> list[int]:
    """The sessions that the home page asks about."""
    text = client.get("/").text
    ids = [session_id for (session_id,) in rows(session, select(EventSession.id))]
    return [number for number in ids if f'<a href="/sessions/{number}/feedback">' in text]


def test_home_asks_about_what_can_be_rated(amina: HouseClient, session: Session) -> None:
    """Not what is too old, not yet over, rated, somebody else's, or one's own to run."""
    wanted = a_session_held(session, (AMINA,), days_ago=59)
    a_session_held(session, (AMINA,), days_ago=61)
    a_session_held(session, (BEN,))
    rated, own, under_way = (a_session_held(session, (AMINA,)) for _ in "abc")
    session.add(RatingGiven(session_id=rated.id, person_id=AMINA.id))
    session.add(EventFacilitator(event_id=own.event_id, person_id=AMINA.id))
    under_way.ends_at = now() + timedelta(minutes=5)
    session.commit()
    assert listed(amina, session) == [wanted.id]


def test_home_asks_nothing_about_what_somebody_may_no_longer_see(
    carol: HouseClient, session: Session
) -> None:
    held = a_session_held(session, (CAROL,))
    session.commit()
    assert listed(carol, session) == [held.id]
    session.execute(update(Event).values(group_id=CLOSED_GROUP))
    session.commit()
    assert listed(carol, session) == []
    assert count(session, Attendance) == 1
