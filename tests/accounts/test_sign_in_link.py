"""The e-mailed way in: opening it changes nothing, its button works once."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.clock import now
from tests.accounts.people import audit_lines, cookie_of, everything, mails, signed_in_as
from tests.cast import AMINA, BEN
from tests.client import HouseClient

SPENT = "That link has been used, or its 10 minutes are over."
MAIL = Path(__file__).parent / "emails" / "sign_in_link.txt"


def link(visitor: HouseClient, session: Session) -> str:
    """The path of the link in Amina's mail."""
    assert visitor.post("/sign-in/link", {"address": AMINA.address}).status_code == 200
    found = re.search(r"http://localhost(/sign-in/link/[\w-]{43})\n", mails(session)[-1].text)
    assert found is not None
    return found.group(1)


def test_the_mail_says_this(visitor: HouseClient, session: Session) -> None:
    path = link(visitor, session)
    [mail] = mails(session)
    assert (mail.to_name, mail.to_address) == (AMINA.name, AMINA.address)
    told = f"Subject: {mail.subject}\n\n{mail.text.replace(path, '/sign-in/link/TOKEN')}"
    assert told == MAIL.read_text("utf-8")
    assert re.fullmatch(r"sign_in_link:\d+", mail.key)
    assert path.rpartition("/")[2] not in repr({**everything(session), "outbox_mail": []})


def test_opening_it_changes_nothing_however_often(visitor: HouseClient, session: Session) -> None:
    path = link(visitor, session)
    before = everything(session)
    for _ in range(3):
        assert visitor.get(path).status_code == 200
        assert visitor.browser.head(path).status_code == 200
    assert everything(session) == before
    assert signed_in_as(visitor) is None


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("keep", [True, False])
def test_its_button_works_once(
    visitor: HouseClient, session: Session, *, htmx: bool, keep: bool
) -> None:
    path = link(visitor, session)
    answer = visitor.post(path, {"keep": "y"} if keep else {}, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/"
    assert any(each.startswith("Expires=") for each in cookie_of(answer)) is keep
    assert signed_in_as(visitor) == "Amina"
    assert audit_lines(session) == [(1, "sign_in_link_requested"), (1, "signed_in")]
    again = HouseClient(visitor.app, visitor.ledger)
    for answer in (again.post(path), again.get(path)):
        assert (answer.status_code, SPENT in answer.text) == (409, True)
    assert signed_in_as(again) is None


@pytest.mark.parametrize(("minutes", "works"), [(9.99, True), (10, False)])
def test_it_works_for_ten_minutes(
    visitor: HouseClient, session: Session, minutes: float, *, works: bool
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        path = link(visitor, session)
        clock.shift(timedelta(minutes=minutes))
        statuses = (visitor.get(path).status_code, visitor.post(path).status_code)
        assert statuses == ((200, 303) if works else (409, 409))
        assert signed_in_as(visitor) == ("Amina" if works else None)


@pytest.mark.parametrize("token", ["nonsense", "%00", "%ed%a0%80", "a" * 5_000])
def test_a_link_that_was_never_sent_is_refused(visitor: HouseClient, token: str) -> None:
    for answer in (visitor.get(f"/sign-in/link/{token}"), visitor.post(f"/sign-in/link/{token}")):
        assert (answer.status_code, SPENT in answer.text) == (409, True)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    visitor: HouseClient, session: Session
) -> None:
    known = visitor.post("/sign-in/link", {"address": AMINA.address})
    unknown = visitor.post("/sign-in/link", {"address": "nobody@example.org"})
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert list(known.headers.keys()) == list(unknown.headers.keys())
    assert [mail.to_address for mail in mails(session)] == [AMINA.address]


def test_the_link_leads_to_us_and_not_to_whatever_host_was_asked(
    visitor: HouseClient, session: Session
) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    visitor.post("/sign-in/link", {"address": AMINA.address}, headers=forged)
    [mail] = mails(session)
    assert ("evil" in mail.text, mail.text.count("http://localhost/sign-in/link/")) == (False, 1)


def ask(visitor: HouseClient, address: str) -> int:
    return visitor.post("/sign-in/link", {"address": address}).status_code


@pytest.mark.parametrize("address", [AMINA.address, "nobody@example.org"])
def test_ten_in_an_hour_and_then_it_asks_to_wait(
    visitor: HouseClient, session: Session, address: str
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(10):
            assert ask(visitor, address) == 200
            clock.shift(60)
        assert (ask(visitor, address), ask(visitor, BEN.address)) == (429, 200)
        clock.shift(3_000)
        assert ask(visitor, address) == 200
    sent = [mail.to_address for mail in mails(session)]
    known = 11 if address == AMINA.address else 0
    assert (sent.count(address), len(sent)) == (known, known + 1)


@pytest.mark.parametrize("address", [AMINA.address, "nobody@example.org"])
def test_a_repeat_within_the_minute_sends_nothing_and_shuts_no_door(
    visitor: HouseClient, session: Session, address: str
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        answers = [visitor.post("/sign-in/link", {"address": address}) for _ in range(30)]
        assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
        known = int(address == AMINA.address)
        assert len(mails(session)) == known
        clock.shift(60)
        assert ask(visitor, address) == 200
    assert len(mails(session)) == 2 * known
    assert audit_lines(session) == [(AMINA.id, "sign_in_link_requested")] * 2 * known


def test_a_wrong_address_is_asked_for_again_on_the_same_page(
    visitor: HouseClient, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.execute(update(Person).values(demonstration=True, password_hash="x"))
    session.commit()
    monkeypatch.setitem(app.config, "DEMONSTRATION", True)
    answer = visitor.post("/sign-in/link?next=/spaces", {"address": "not one"})
    assert answer.status_code == 422
    assert "Write an e-mail address, like name@example.org." in answer.text
    assert 'value="not one"' in answer.text
    assert "People to try the site as" in answer.text
    assert 'action="/sign-in?next=/spaces"' in answer.text


def test_invented_people_get_no_mail_outside_a_demonstration(
    visitor: HouseClient, session: Session
) -> None:
    session.execute(update(Person).where(Person.id == AMINA.id).values(demonstration=True))
    session.commit()
    assert visitor.post("/sign-in/link", {"address": AMINA.address}).status_code == 200
    assert (mails(session), audit_lines(session)) == ([], [])
