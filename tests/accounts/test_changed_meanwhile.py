"""Passwords that change, or grow stronger, while somebody signs in with them."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions import sign_ins as actions
from accounts.actions.passwords import Proof, check_password
from accounts.models import Person
from accounts.rules import WrongPassword
from tests.accounts.people import (
    PASSWORD,
    audit_lines,
    everything,
    give_password,
    signed_in_as,
)
from tests.accounts.test_sign_in import RIGHT, WRONG
from tests.cast import AMINA
from tests.client import HouseClient


def test_an_old_password_that_was_changed_meanwhile_does_not_come_back(session: Session) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    session.execute(update(Person).where(Person.id == AMINA.id).values(password_hash=weak))
    session.commit()
    proof = check_password(session.connection(), AMINA.address, PASSWORD, demonstration_open=False)
    assert (proof.known, proof.renewed is None) == (weak, False)
    give_password(session)
    before = everything(session)
    with pytest.raises(WrongPassword):
        actions.sign_in(session, proof, keep=False)
    session.rollback()
    assert everything(session) == before


def test_a_weak_hash_is_renewed(visitor: HouseClient, session: Session) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    session.execute(update(Person).where(Person.id == AMINA.id).values(password_hash=weak))
    session.commit()
    assert visitor.post("/sign-in", RIGHT).status_code == 303
    kept = session.scalar(select(Person.password_hash).where(Person.id == AMINA.id))
    assert (kept or "").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    session.rollback()


def test_the_door_then_answers_as_for_a_wrong_password(
    visitor: HouseClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password(session)

    def changed_meanwhile(_session: Session, _proof: Proof, *, keep: bool) -> str:
        raise WrongPassword

    monkeypatch.setattr(actions, "sign_in", changed_meanwhile)
    answer = visitor.post("/sign-in", RIGHT)
    assert (answer.status_code, answer.text.count(WRONG)) == (422, 1)
    assert (signed_in_as(visitor), audit_lines(session)) == (None, [(None, "sign_in_refused")])
