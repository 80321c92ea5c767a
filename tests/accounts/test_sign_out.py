"""The door that lets people out."""

import pytest
from sqlalchemy.orm import Session

from tests.accounts.people import audit_lines, open_sign_ins, saved_cookie, signed_in_as
from tests.cast import AMINA
from tests.client import HouseClient


@pytest.mark.parametrize("htmx", [True, False])
def test_it_ends_the_sign_in_on_the_server(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    saved = saved_cookie(amina.browser)
    assert signed_in_as(amina) == "Amina"
    answer = amina.post("/sign-out", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in_as(amina) is None
    assert open_sign_ins(session, AMINA) == []
    assert audit_lines(session) == [(AMINA.id, "sign_in_ended")]
    replay = HouseClient(amina.app, amina.ledger)
    replay.browser.set_cookie("network", saved)
    assert signed_in_as(replay) is None
    assert replay.get("/account").headers["Location"] == "/sign-in?next=/account"


def test_the_next_page_says_so(amina: HouseClient) -> None:
    amina.post("/sign-out")
    assert ">You are signed out.</div>" in amina.get("/help-now").text


def test_nobody_can_be_signed_out_too(visitor: HouseClient, session: Session) -> None:
    assert visitor.post("/sign-out").status_code == 303
    assert audit_lines(session) == []


def test_only_a_button_signs_out(amina: HouseClient) -> None:
    assert amina.get("/sign-out").status_code == 405
    assert signed_in_as(amina) == "Amina"


def test_other_devices_stay_signed_in(amina: HouseClient, session: Session) -> None:
    other = amina.as_(AMINA)
    ben = amina.as_(AMINA)
    with ben.browser.session_transaction() as cookie:
        cookie["_user_id"] = "token-of-ben"
    amina.post("/sign-out")
    assert (signed_in_as(other), signed_in_as(ben)) == (None, "Ben")
