"""Who does what with an event."""

from dataclasses import dataclass

import pytest

from bookings.policies import (
    may_mark_attendance,
    may_rate_session,
    may_see_ratings,
    may_see_register,
)
from tests.cast import AMINA, DEV, GRACE, Member
from tests.world import ADA


@dataclass(frozen=True)
class Run:
    mine_to_run: bool


@pytest.mark.parametrize(
    ("who", "mine", "register", "ratings"),
    [
        (AMINA, False, False, False),
        (AMINA, True, True, True),
        (DEV, False, False, False),
        (GRACE, False, False, True),
        (ADA, False, True, True),
    ],
)
def test_who_sees_what(who: Member, mine: bool, register: bool, ratings: bool) -> None:
    person, event = who.identity(), Run(mine)
    assert may_see_register(person, event) is register
    assert may_mark_attendance(person, event) is register
    assert may_see_ratings(person, event) is ratings


@pytest.mark.parametrize(
    ("present", "mine", "may"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_who_rates(present: bool, mine: bool, may: bool) -> None:
    assert may_rate_session(Run(mine), present=present) is may
