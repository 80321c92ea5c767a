"""When a register is open: from the start of the session until fourteen days after its end."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from bookings.models import Attendance, Event, EventSession
from bookings.rules.registers import REGISTER_DAYS, RegisterNotOpen, register_open
from core.audit import AuditLine
from tests.cast import AMINA, BEN, GRACE, Member
from tests.client import HouseClient
from tests.factories import a_booking, a_session_held
from tests.reading import rows, snapshot
from tests.world import seen_just_now

START = datetime(2035, 3, 20, 14, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
MOMENT = timedelta(microseconds=1)
SAYS = (
    "A register is open from the start of the session until 14 days after. If a mark is wrong, "
    "please tell an administrator."
)
BEFORE, AFTER = -timedelta(hours=2) - MOMENT, timedelta(days=14) + MOMENT


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (START - MOMENT, False),
        (START, True),
        (END, True),
        (END + timedelta(days=14), True),
        (END + timedelta(days=14) + MOMENT, False),
    ],
)
def test_its_time_holds_both_ends(now: datetime, is_open: bool) -> None:
    assert register_open(START, END, now) is is_open


def test_the_sentence_says_the_days() -> None:
    assert (REGISTER_DAYS, RegisterNotOpen.sentence) == (14, SAYS)


def on_it(session: Session) -> EventSession:
    """A session with Ben marked present and Amina not; each has a place."""
    held = a_session_held(session, (BEN,))
    a_booking(session, session.get_one(Event, held.event_id), AMINA)
    seen_just_now(session)
    session.commit()
    return held


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(("who", "present"), [(AMINA, "yes"), (BEN, "no"), (BEN, "yes")])
@pytest.mark.parametrize("moved", [BEFORE, AFTER])
def test_outside_its_time_a_mark_is_refused_and_nothing_changes(
    visitor: HouseClient,
    session: Session,
    moved: timedelta,
    *,
    who: Member,
    present: str,
    htmx: bool,
) -> None:
    held = on_it(session)
    with time_machine.travel(held.ends_at + moved, tick=False):
        seen_just_now(session)
        session.commit()
        before = snapshot(session)
        path = f"/sessions/{held.id}/register/{who.id}"
        answer = visitor.as_(GRACE).post(path, {"present": present}, htmx=htmx)
    assert answer.status_code == 409
    assert SAYS in answer.text
    assert snapshot(session) == before
    assert before["attendance"].keys() == {(held.id, BEN.id)}


@pytest.mark.parametrize("moved", [BEFORE + MOMENT, AFTER - MOMENT])
def test_at_both_ends_a_mark_is_written(
    visitor: HouseClient, session: Session, moved: timedelta
) -> None:
    held = on_it(session)
    with time_machine.travel(held.ends_at + moved, tick=False):
        grace = visitor.as_(GRACE)
        for who, present in ((AMINA, "yes"), (BEN, "no")):
            path = f"/sessions/{held.id}/register/{who.id}"
            assert grace.post(path, {"present": present}).status_code == 303
    assert rows(session, select(Attendance.person_id)) == [(AMINA.id,)]


@pytest.mark.parametrize(
    ("moved", "is_open"),
    [(BEFORE, False), (BEFORE + MOMENT, True), (AFTER - MOMENT, True), (AFTER, False)],
)
def test_the_page_has_buttons_while_it_is_open(
    visitor: HouseClient, session: Session, moved: timedelta, is_open: bool
) -> None:
    held = on_it(session)
    with time_machine.travel(held.ends_at + moved, tick=False):
        page = visitor.as_(GRACE).get(f"/sessions/{held.id}/register")
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert page.status_code == 200
    buttons = [("yes", AMINA.id), ("no", BEN.id)]
    assert [
        (value, int(person_id))
        for person_id, value in re.findall(r'id="mark-(\d+)"[^>]* value="(\w+)"', main)
    ] == (buttons if is_open else [])
    assert main.count("<form") == main.count("<button") == (2 if is_open else 0)
    assert (SAYS in main) is not is_open
    assert re.findall(r'<span class="badge[^"]*">([^<]+)</span>', main) == (
        ["Present"] if is_open else ["Not marked", "Present"]
    )


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("typed", [{}, {"present": ""}, {"present": "maybe"}, {"present": "YES"}])
def test_a_mark_says_yes_or_no(
    grace: HouseClient, session: Session, typed: dict[str, str], *, htmx: bool
) -> None:
    held = on_it(session)
    before = snapshot(session)
    for who in (AMINA, BEN):
        answer = grace.post(f"/sessions/{held.id}/register/{who.id}", typed, htmx=htmx)
        assert answer.status_code == 422
        assert "Press the button again: we could not tell what to write down." in answer.text
    assert snapshot(session) == before


def test_each_mark_leaves_a_line_that_says_which(grace: HouseClient, session: Session) -> None:
    held = on_it(session)
    for present in ("yes", "no"):
        grace.post(f"/sessions/{held.id}/register/{AMINA.id}", {"present": present})
    lines = select(AuditLine.person_id, AuditLine.what, AuditLine.thing, AuditLine.thing_id)
    assert rows(session, lines.order_by(AuditLine.id)) == [
        (GRACE.id, "attendance_marked", "event_session", held.id),
        (GRACE.id, "attendance_unmarked", "event_session", held.id),
    ]
