"""How long a sign-in lasts, and when it is seen."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import SignIn
from tests.accounts.people import PASSWORD, everything, give_password, signed_in_as
from tests.cast import AMINA
from tests.client import HouseClient

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BLINK = timedelta(seconds=1)


def sign_in(visitor: HouseClient, *, keep: bool) -> None:
    typed = {"address": AMINA.address, "password": PASSWORD} | ({"keep": "y"} if keep else {})
    assert visitor.post("/sign-in", typed).status_code == 303


@pytest.mark.parametrize(
    ("keep", "away", "still_in"),
    [
        (False, 2 * HOUR - BLINK, "Amina"),
        (False, 2 * HOUR, None),
        (True, 2 * HOUR, "Amina"),
        (True, timedelta(days=30) - BLINK, "Amina"),
        (True, timedelta(days=30), None),
    ],
)
def test_time_without_a_page(
    visitor: HouseClient, session: Session, away: timedelta, still_in: str | None, *, keep: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        give_password(session)
        sign_in(visitor, keep=keep)
        clock.move_to(START + away)
        assert signed_in_as(visitor) == still_in


def test_twelve_hours_end_a_shared_one_in_any_case(visitor: HouseClient, session: Session) -> None:
    with time_machine.travel(START, tick=False) as clock:
        give_password(session)
        sign_in(visitor, keep=False)
        for hour in range(1, 12):
            clock.move_to(START + hour * HOUR)
            assert signed_in_as(visitor) == "Amina"
        clock.move_to(START + 12 * HOUR - BLINK)
        assert signed_in_as(visitor) == "Amina"
        clock.move_to(START + 12 * HOUR)
        assert signed_in_as(visitor) is None


def test_one_that_has_ended_by_itself_is_not_shown_as_open(
    visitor: HouseClient, session: Session
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        give_password(session)
        sign_in(visitor, keep=False)
        kept = HouseClient(visitor.app, visitor.ledger)
        sign_in(kept, keep=True)
        assert kept.get("/account").text.count('action="/account/sign-ins/') == 3
        clock.move_to(START + 2 * HOUR)
        assert kept.get("/account").text.count('action="/account/sign-ins/') == 2


@pytest.mark.parametrize(
    ("after", "moved"),
    [(timedelta(minutes=5), False), (timedelta(minutes=5, seconds=1), True)],
)
def test_seen_moves_after_the_answer_and_only_now_and_then(
    visitor: HouseClient, session: Session, after: timedelta, *, moved: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        give_password(session)
        sign_in(visitor, keep=False)
        clock.move_to(START + after)
        before = everything(session)
        answer = visitor.browser.get("/help-now", buffered=False)
        # The page is made; the time moves when its last word has been sent.
        assert everything(session) == before
        assert "Signed in as" in answer.text
        answer.close()
        newest = select(SignIn.seen_at).order_by(SignIn.id.desc()).limit(1)
        assert session.scalar(newest) == START + (after if moved else timedelta(0))
        session.rollback()
        after_it = everything(session)
        assert [name for name in before if before[name] != after_it[name]] == ["sign_in"] * moved
