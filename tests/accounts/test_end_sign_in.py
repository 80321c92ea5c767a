"""The door that ends one of a person's own sign-ins, wherever it is open."""

import pytest
from sqlalchemy.orm import Session

from accounts.actions.sign_ins import start_sign_in
from tests.accounts.people import audit_lines, everything, open_sign_ins, signed_in_as
from tests.cast import AMINA, BEN
from tests.client import HouseClient


@pytest.mark.parametrize("htmx", [True, False])
def test_a_lost_telephone_is_signed_out(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    token = start_sign_in(session, AMINA.id, keep=True, by_link=False)
    session.commit()
    telephone = HouseClient(amina.app, amina.ledger)
    with telephone.browser.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert signed_in_as(telephone) == "Amina"
    [lost] = [number for number in open_sign_ins(session, AMINA) if number != AMINA.id]
    answer = amina.post(f"/account/sign-ins/{lost}/end", htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/account"
    assert (signed_in_as(telephone), signed_in_as(amina)) == (None, "Amina")
    assert audit_lines(session)[-1] == (AMINA.id, "sign_in_ended")
    before = everything(session)
    page = amina.follow(f"/account/sign-ins/{lost}/end").text
    assert "That one had ended already." in page
    assert everything(session) == before


def test_ones_own_in_use_may_be_ended_too(amina: HouseClient, session: Session) -> None:
    assert amina.post(f"/account/sign-ins/{AMINA.id}/end").status_code == 303
    assert (signed_in_as(amina), open_sign_ins(session, AMINA)) == (None, [])


@pytest.mark.parametrize("number", [BEN.id, 999_999])
def test_anothers_number_changes_nothing(amina: HouseClient, session: Session, number: int) -> None:
    before = everything(session)
    page = amina.follow(f"/account/sign-ins/{number}/end").text
    assert "That one had ended already." in page
    assert everything(session) == before
    assert signed_in_as(amina.as_(BEN)) == "Ben"


def test_a_number_that_no_key_can_be_is_not_found(amina: HouseClient) -> None:
    for number in ("0", str(2**31), "-1", "x"):
        assert amina.post(f"/account/sign-ins/{number}/end").status_code == 404


def test_nobody_ends_one_signed_out_or_from_another_site(
    visitor: HouseClient, amina: HouseClient, session: Session
) -> None:
    there = f"/account/sign-ins/{AMINA.id}/end"
    told = {"Sec-Fetch-Site": "cross-site"}
    statuses = (visitor.post(there).status_code, amina.post(there, headers=told).status_code)
    assert (statuses, open_sign_ins(session, AMINA)) == ((401, 403), [AMINA.id])
