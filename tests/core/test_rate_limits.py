"""How often something may be tried: counted so that nobody gets more by being many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.limits import Limit
from core.rate_limits import RateCount, count_try
from core.refusals import TooMany

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
THREE = Limit("three", most=3, window_seconds=90)
FIVE = Limit("five", most=5, window_seconds=90)


def tries(session: Session, limit: Limit, who: str, times: int) -> list[int | None]:
    """What each try was told: None when it counted, else the seconds to wait."""
    told: list[int | None] = []
    for _ in range(times):
        try:
            count_try(session, limit, who)
        except TooMany as refusal:
            session.rollback()
            told.append(refusal.wait_seconds)
        else:
            session.commit()
            told.append(None)
    return told


@time_machine.travel(START, tick=False)
def test_so_many_and_then_no_more(session: Session) -> None:
    assert tries(session, THREE, "amina@example.org", 5) == [None, None, None, 90, 90]


def test_the_window_is_counted_from_the_first_try(session: Session) -> None:
    with time_machine.travel(START, tick=False) as clock:
        assert tries(session, THREE, "amina", 3) == [None] * 3
        clock.move_to(START + timedelta(seconds=60))
        assert tries(session, THREE, "amina", 1) == [30]
        clock.move_to(START + timedelta(seconds=89, milliseconds=900))
        assert tries(session, THREE, "amina", 1) == [1]
        clock.move_to(START + timedelta(seconds=90))
        assert tries(session, THREE, "amina", 4) == [None, None, None, 90]


@time_machine.travel(START, tick=False)
def test_others_and_other_things_have_tries_of_their_own(session: Session) -> None:
    assert tries(session, THREE, "amina", 4) == [None, None, None, 90]
    assert tries(session, THREE, "ben", 1) == [None]
    assert tries(session, FIVE, "amina", 6) == [None] * 5 + [90]


def test_old_counts_are_swept_away(session: Session) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for who in ("amina", "ben", "carol"):
            tries(session, THREE, who, 1)
        clock.move_to(START + timedelta(seconds=91))
        tries(session, THREE, "dev", 1)
    assert session.scalar(select(func.count()).select_from(RateCount)) == 1


def test_no_address_is_kept(session: Session) -> None:
    tries(session, THREE, "amina@example.org", 1)
    key = session.scalars(select(RateCount.key)).one()
    assert (len(key), set(key) <= set("0123456789abcdef")) == (32, True)


def test_a_try_that_is_not_kept_does_not_count(session: Session) -> None:
    for _ in range(9):
        count_try(session, THREE, "amina")
        session.rollback()
        assert session.scalar(select(func.count()).select_from(RateCount)) == 0
        session.rollback()


@pytest.mark.parametrize("most", [1, 5])
def test_many_at_once_get_no_more_than_one_would(database: Database, most: int) -> None:
    limit = Limit("crowd", most=most, window_seconds=900)

    def one(_: int) -> list[int | None]:
        with database.write() as session:
            return tries(session, limit, "amina", 1)

    with ThreadPoolExecutor(16) as crowd:
        told = [answer for answers in crowd.map(one, range(16)) for answer in answers]
    assert told.count(None) == most
    assert all(wait is None or 890 < wait <= 900 for wait in told)


@pytest.mark.parametrize("who", ["", "\x00", "a" * 100_000, "é\u2028\n"])
def test_any_name_can_be_counted(session: Session, who: str) -> None:
    assert tries(session, THREE, who, 4)[:3] == [None] * 3
