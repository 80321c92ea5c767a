"""Take a break: nothing is told while somebody is away, and they are welcomed back once."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.breaks import end_break, start_break, welcome_back
from accounts.actions.notices import give_notice
from accounts.models import Person, PersonBreak, SignIn
from accounts.queries.breaks import is_on_break, on_break
from accounts.rules import BREAKS, break_is_over
from core.clock import now, today
from tests.accounts.people import audit_lines
from tests.cast import AMINA, BEN, CAROL, DEV
from tests.client import HouseClient
from tests.reading import rows, snapshot

#: Half past midnight in London's summer, when it is still yesterday in UTC.
NIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def night(session: Session) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NIGHT, tick=False) as moving:
        session.execute(update(SignIn).values(seen_at=NIGHT))
        session.commit()
        yield moving


def kept(session: Session) -> list[tuple[object, ...]]:
    columns = (PersonBreak.person_id, PersonBreak.began_at, PersonBreak.until_on)
    return rows(session, select(*columns).order_by(PersonBreak.person_id))


def panel(client: HouseClient) -> str | None:
    """What the home page says first, if it speaks of a break."""
    found = re.search(r'<h2 id="(?:away|back)-h">(.*?)</h2>', client.get("/").text)
    return found.group(1) if found else None


@pytest.mark.parametrize(
    ("until_on", "day", "over"),
    [
        (None, date(2027, 7, 1), False),
        (date(2027, 7, 2), date(2027, 7, 1), False),
        (date(2027, 7, 1), date(2027, 7, 1), True),
        (date(2027, 7, 1), date(2028, 1, 1), True),
    ],
)
def test_when_a_break_is_over(until_on: date | None, day: date, over: bool) -> None:
    assert break_is_over(until_on, day) is over


@pytest.mark.parametrize(
    ("lasts", "until_on"),
    [
        ("open", None),
        ("week", date(2027, 7, 8)),
        ("fortnight", date(2027, 7, 15)),
        ("month", date(2027, 7, 29)),
        ("season", date(2027, 9, 23)),
    ],
)
def test_starting_a_break(
    session: Session, amina: HouseClient, lasts: str, until_on: date | None
) -> None:
    page = amina.follow("/account/break", {"lasts": lasts})
    assert "You are on a break now. Go gently." in page.text
    assert kept(session) == [(AMINA.id, NIGHT, until_on)]
    assert audit_lines(session) == []


def test_every_length_is_tried_above() -> None:
    assert list(BREAKS) == ["open", "week", "fortnight", "month", "season"]


def test_changing_for_how_long(session: Session, amina: HouseClient, night) -> None:
    amina.post("/account/break", {"lasts": "week"})
    assert "Change how long" in amina.get("/account/break").text
    night.move_to(datetime(2027, 7, 3, 12, tzinfo=UTC))
    for _ in range(2):
        amina.post("/account/break", {"lasts": "week"})
    assert kept(session) == [(AMINA.id, NIGHT, date(2027, 7, 10))]


@pytest.mark.parametrize("lasts", ["", "forever"])
def test_nothing_chosen(session: Session, amina: HouseClient, lasts: str) -> None:
    answer = amina.post("/account/break", {"lasts": lasts})
    assert answer.status_code == 422
    assert "<title>Error: Take a break" in answer.text
    assert kept(session) == []


def test_the_home_page_says_so_calmly(amina: HouseClient, ben: HouseClient) -> None:
    assert panel(amina) is None
    amina.post("/account/break", {"lasts": "open"})
    assert panel(amina) == "You are on a break"
    amina.post("/account/break", {"lasts": "week"})
    assert panel(amina) == "You are on a break until Thursday 8 July 2027"
    assert panel(amina) == "You are on a break until Thursday 8 July 2027"
    assert panel(ben) is None


def test_coming_back(session: Session, amina: HouseClient) -> None:
    amina.post("/account/break", {"lasts": "month"})
    page = amina.follow("/account/break/end").text
    assert "Good to see you" in page
    assert "While you were away nothing was lost." in page
    # Once, and then nothing is kept of it.
    assert kept(session) == []
    assert panel(amina) is None


def test_coming_back_by_itself(session: Session, amina: HouseClient, night) -> None:
    amina.post("/account/break", {"lasts": "week"})
    night.move_to(datetime(2027, 7, 7, 22, 59, tzinfo=UTC))
    assert panel(amina) == "You are on a break until Thursday 8 July 2027"
    night.move_to(datetime(2027, 7, 7, 23, 0, tzinfo=UTC))
    assert amina.get("/account").status_code == 200
    assert panel(amina) == "Good to see you"
    assert (kept(session), panel(amina)) == ([], None)


def test_coming_back_twice_and_from_nowhere(session: Session, amina: HouseClient) -> None:
    before = snapshot(session)
    assert amina.post("/account/break/end").status_code == 303
    assert snapshot(session) == before
    assert panel(amina) is None
    amina.post("/account/break", {"lasts": "open"})
    amina.post("/account/break/end")
    ended = snapshot(session)
    amina.post("/account/break/end")
    assert snapshot(session) == ended


def test_a_welcome_forgets_only_what_is_over(session: Session) -> None:
    for who, days in ((AMINA, None), (BEN, 3), (CAROL, 3)):
        start_break(session, who.id, days)
    end_break(session, CAROL.id)
    for who in (AMINA, BEN, CAROL):
        welcome_back(session, who.id)
    session.commit()
    assert [person_id for person_id, *_ in kept(session)] == [AMINA.id, BEN.id]


def test_one_can_read_and_write_meanwhile(amina: HouseClient) -> None:
    amina.post("/account/break", {"lasts": "open"})
    typed = {"title": "A thread", "text": "Some words.", "once": "a"}
    assert amina.follow("/spaces/open/threads/new", typed).status_code == 200


def test_notices_wait(session: Session, amina: HouseClient, night) -> None:
    amina.post("/account/break", {"lasts": "week"})
    give_notice(session, AMINA.id, "a", "News.", "/")
    session.commit()
    assert "1 new notice" not in amina.get("/help-now").text
    assert "News." in amina.get("/notices").text
    night.move_to(datetime(2027, 7, 8, 12, tzinfo=UTC))
    assert "1 new notice" in amina.get("/help-now").text


def test_who_is_away(session: Session) -> None:
    start_break(session, AMINA.id, None)
    start_break(session, BEN.id, 1)
    start_break(session, CAROL.id, 0)
    away = select(Person.display_name).where(on_break(Person.id)).order_by(Person.id)
    assert list(session.scalars(away, {"today": today()})) == ["Amina", "Ben"]
    connection = session.connection()
    asked = (AMINA, BEN, CAROL, DEV)
    assert [is_on_break(connection, who.id) for who in asked] == [True, True, False, False]


@pytest.mark.parametrize("address", ["/account/break", "/account/break/end"])
def test_a_visitor_changes_nothing(session: Session, visitor: HouseClient, address: str) -> None:
    before = snapshot(session)
    assert visitor.post(address, {"lasts": "week"}).status_code == 401
    assert snapshot(session) == before


def test_nobody_else_sees_it(amina: HouseClient, ben: HouseClient) -> None:
    addresses = ("/", f"/people/{AMINA.id}", "/people", "/account/break", "/spaces")

    def seen() -> list[str]:
        answers = [ben.get(address) for address in addresses]
        return [one.text.replace(one.headers["X-Request-Id"], "") for one in answers]

    before = seen()
    amina.post("/account/break", {"lasts": "week"})
    assert panel(amina) is not None
    assert seen() == before
    assert now() == NIGHT
