"""The door that sets a new password."""

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.clock import now
from tests.accounts.people import (
    PASSWORD,
    audit_lines,
    everything,
    give_password,
    open_sign_ins,
    signed_in_as,
)
from tests.accounts.test_rules import PASSWORDS
from tests.cast import AMINA, BEN
from tests.client import HouseClient

NEW = "four green ducks"
CHANGE = {"password": PASSWORD, "new_password": NEW}


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
    assert 'name="password"' not in amina.get("/account").text
    assert amina.post("/account/password", {"new_password": NEW}).status_code == 303
    assert come_in(amina, NEW)
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
