"""The door that sets a new password."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.passwords import proof_of
from accounts.actions.people import change_password
from accounts.models import Person, SignIn
from accounts.rules import WrongPassword
from core.clock import now
from tests.accounts.people import (
    PASSWORD,
    audit_lines,
    everything,
    give_password,
    hashed_password,
    mails,
    open_sign_ins,
    signed_in_as,
)
from tests.accounts.test_rules import PASSWORDS
from tests.cast import AMINA, BEN
from tests.client import HouseClient

NEW = "four green ducks"
CHANGE = {"password": PASSWORD, "new_password": NEW}
MAIL = Path(__file__).parent / "emails" / "password_changed.txt"
NEEDS_LINK = "You have no password yet. To choose one, ask us for a sign-in link by e-mail"


def came_by_link(session: Session, ago: timedelta = timedelta(0)) -> None:
    """Let Amina's sign-in have begun so long ago, by an e-mailed link."""
    values = {"by_link": True, "started_at": now() - ago}
    session.execute(update(SignIn).where(SignIn.id == AMINA.id).values(**values))
    session.commit()


def a_link(client: HouseClient, session: Session) -> str:
    """The path of a link in Amina's mail."""
    client.post("/sign-in/link", {"address": AMINA.address})
    return "/sign-in/link/" + mails(session)[-1].text.split("/sign-in/link/")[1].split()[0]


def come_in(client: HouseClient, password: str) -> bool:
    """True when Amina can sign in with this password, in a browser of its own."""
    browser = HouseClient(client.app, client.ledger)
    typed = {"address": AMINA.address, "password": password}
    return browser.post("/sign-in", typed).status_code == 303


@pytest.mark.parametrize("htmx", [True, False])
def test_the_new_one_works_and_other_devices_are_signed_out(
    visitor: HouseClient, session: Session, *, htmx: bool
) -> None:
    give_password(session)
    here, there = visitor.as_(AMINA), HouseClient(visitor.app, visitor.ledger)
    there.post("/sign-in", {"address": AMINA.address, "password": PASSWORD, "keep": "y"})
    assert (signed_in_as(here), signed_in_as(there)) == ("Amina", "Amina")
    answer = here.post("/account/password", CHANGE, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/account"
    assert (signed_in_as(here), signed_in_as(there)) == ("Amina", None)
    assert signed_in_as(visitor.as_(BEN)) == "Ben"
    assert audit_lines(session)[-2:] == [(1, "password_changed"), (1, "other_sign_ins_ended")]
    assert (come_in(visitor, PASSWORD), come_in(visitor, NEW)) == (False, True)


def test_only_a_strong_hash_is_kept(amina: HouseClient, session: Session) -> None:
    give_password(session)
    amina.post("/account/password", CHANGE)
    kept = session.scalar(select(Person.password_hash).where(Person.id == AMINA.id))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    session.rollback()
    assert NEW not in repr(everything(session))


def test_the_wrong_one_changes_nothing_and_counts(amina: HouseClient, session: Session) -> None:
    give_password(session)
    before = everything(session)
    with time_machine.travel(now(), tick=False):
        for _ in range(10):
            answer = amina.post("/account/password", CHANGE | {"password": "wrong"})
            assert (
                answer.status_code,
                "That is not the password you have now." in answer.text,
            ) == (422, True)
            assert NEW not in answer.text
        last = amina.post("/account/password", CHANGE)
    assert (last.status_code, last.headers["Retry-After"], NEW in last.text) == (429, "900", False)
    after = everything(session)
    assert [name for name in before if before[name] != after[name]] == ["rate_count"]


@pytest.mark.parametrize(("password", "sentence"), [row for row in PASSWORDS if row[1]])
def test_a_weak_one_is_refused_in_words(
    amina: HouseClient, session: Session, password: str, sentence: str
) -> None:
    give_password(session)
    before = everything(session)
    answer = amina.post("/account/password", CHANGE | {"new_password": password})
    page = answer.text.replace("&#39;", "'")
    assert (answer.status_code, page.count(f"</span> {sentence}")) == (422, 1)
    assert everything(session) == before


@pytest.mark.parametrize("password", [row[0] for row in PASSWORDS if row[1] is None])
def test_any_other_is_taken_as_it_is(amina: HouseClient, session: Session, password: str) -> None:
    give_password(session)
    amina.post("/account/password", CHANGE | {"new_password": password})
    assert (come_in(amina, password), come_in(amina, password.strip() + "x")) == (True, False)


def test_somebody_without_a_password_chooses_a_first_one(
    amina: HouseClient, session: Session
) -> None:
    came_by_link(session)
    assert 'name="password"' not in amina.get("/account").text
    assert amina.post("/account/password", {"new_password": NEW}).status_code == 303
    assert come_in(amina, NEW)
    came_by_link(session, timedelta(minutes=15))
    assert 'name="password"' in amina.get("/account").text
    missing = amina.post("/account/password", {"new_password": PASSWORD})
    assert (missing.status_code, "Write your password now." in missing.text) == (422, True)


def test_nobody_changes_it_signed_out_or_from_another_site(
    visitor: HouseClient, amina: HouseClient, session: Session
) -> None:
    give_password(session)
    before = everything(session)
    told = {"Sec-Fetch-Site": "cross-site"}
    answers = (
        visitor.post("/account/password", CHANGE),
        amina.post("/account/password", CHANGE, headers=told),
    )
    assert [(answer.status_code, NEW in answer.text) for answer in answers] == [
        (401, False),
        (403, False),
    ]
    assert everything(session) == before
    assert open_sign_ins(session, AMINA) == [AMINA.id]


@pytest.mark.parametrize("had_one", [True, False])
def test_whoever_came_by_a_link_needs_no_old_one(
    visitor: HouseClient, session: Session, *, had_one: bool
) -> None:
    if had_one:
        give_password(session)
    with time_machine.travel(now(), tick=False) as clock:
        visitor.post(a_link(visitor, session))
        clock.shift(timedelta(minutes=15) - timedelta(seconds=1))
        assert 'name="password"' not in visitor.get("/account").text
        assert visitor.post("/account/password", {"new_password": NEW}).status_code == 303
        assert (come_in(visitor, NEW), come_in(visitor, PASSWORD)) == (True, False)


def test_after_a_quarter_of_an_hour_the_old_one_is_asked_for_again(
    amina: HouseClient, session: Session
) -> None:
    give_password(session)
    with time_machine.travel(now(), tick=False):
        came_by_link(session, timedelta(minutes=15))
        before = everything(session)
        answer = amina.post("/account/password", {"new_password": NEW})
    assert (answer.status_code, "Write your password now." in answer.text) == (422, True)
    assert everything(session) == before


@pytest.mark.parametrize("minutes", [None, 15])
def test_nobody_at_an_open_session_gives_a_first_one(
    amina: HouseClient, session: Session, minutes: int | None
) -> None:
    with time_machine.travel(now(), tick=False):
        if minutes:
            came_by_link(session, timedelta(minutes=minutes))
        before = everything(session)
        page = amina.get("/account").text
        answer = amina.post("/account/password", {"password": "", "new_password": NEW})
    assert (page.count(NEEDS_LINK), 'name="new_password"' in page) == (1, False)
    assert (answer.status_code, answer.text.count(NEEDS_LINK), NEW in answer.text) == (
        409,
        2,
        False,
    )
    assert everything(session) == before


def test_the_page_sends_the_link_itself(amina: HouseClient, session: Session) -> None:
    page = amina.get("/account").text
    assert f'<input type="hidden" name="address" value="{AMINA.address}">' in page
    amina.post(a_link(amina, session))
    assert amina.post("/account/password", {"new_password": NEW}).status_code == 303
    assert come_in(amina, NEW)


def test_a_mail_tells_the_person(amina: HouseClient, session: Session) -> None:
    give_password(session)
    amina.post("/account/password", CHANGE)
    [mail] = mails(session)
    assert (mail.to_name, mail.to_address) == (AMINA.name, AMINA.address)
    assert f"Subject: {mail.subject}\n\n{mail.text}" == MAIL.read_text("utf-8")
    amina.post("/account/password", {"password": NEW, "new_password": PASSWORD})
    assert [mail.subject for mail in mails(session)] == ["Your password was changed"] * 2


def test_links_on_their_way_bring_nobody_in(
    visitor: HouseClient, amina: HouseClient, session: Session
) -> None:
    give_password(session)
    with time_machine.travel(now(), tick=False):
        path = a_link(visitor, session)
        amina.as_(AMINA).post("/account/password", CHANGE)
        thief = HouseClient(visitor.app, visitor.ledger)
        assert (thief.post(path).status_code, signed_in_as(thief)) == (409, None)


def test_of_two_changes_at_once_the_second_is_refused(session: Session) -> None:
    give_password(session)
    proof = proof_of(session.connection(), AMINA.id, PASSWORD)
    change_password(session, proof, "first", sign_in_id=AMINA.id, public_url="http://localhost")
    session.commit()
    with pytest.raises(WrongPassword):
        change_password(
            session, proof, "second", sign_in_id=AMINA.id, public_url="http://localhost"
        )
    session.rollback()
    kept = session.scalar(select(Person.password_hash).where(Person.id == AMINA.id))
    assert (proof.known, kept) == (hashed_password(), "first")
    session.rollback()
