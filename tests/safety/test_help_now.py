"""The numbers to ring: on a page of their own, and at the foot of every page."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.client import HouseClient

NUMBERS = ["112", "116123", "08088088000", "111", "999"]


def rung(text: str) -> set[str]:
    return set(re.findall(r'href="tel:(\d+)"', text))


def test_the_page_is_there_for_everyone(visitor: HouseClient, amina: HouseClient) -> None:
    for who in (visitor, amina):
        answer = who.get("/help-now")
        assert answer.status_code == 200
        assert rung(answer.text.partition("<main")[2].partition("</main>")[0]) == set(NUMBERS)


@pytest.mark.parametrize("path", ["/", "/events", "/threads/999999", "/about"])
def test_every_page_has_them_at_its_foot(amina: HouseClient, session: Session, path: str) -> None:
    session.commit()
    foot = amina.get(path).text.partition('<section class="help-numbers"')[2]
    assert rung(foot) == set(NUMBERS)
    assert re.findall(r'href="(sms:[^"]+)"', foot) == ["sms:85258?body=SHOUT", "sms:50808"]


@pytest.mark.parametrize("path", ["/", "/spaces", "/no-such-page"])
def test_every_page_leads_to_it(amina: HouseClient, path: str) -> None:
    assert '<a class="help-now" href="/help-now">Help now</a>' in amina.get(path).text
