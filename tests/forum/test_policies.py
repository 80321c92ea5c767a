"""Who writes where."""

from dataclasses import dataclass

import pytest

from forum.policies import may_change_decision, may_start_thread, may_write_reply
from tests.cast import AMINA, DEV, GRACE, Member
from tests.world import ADA


@dataclass(frozen=True)
class Place:
    writers: str


@pytest.mark.parametrize(
    ("who", "writers", "may"),
    [
        (AMINA, "everyone", True),
        (AMINA, "organisers", False),
        (DEV, "organisers", False),
        (GRACE, "organisers", True),
        (ADA, "organisers", True),
    ],
)
def test_who_writes(who: Member, writers: str, may: bool) -> None:
    assert may_start_thread(who.identity(), Place(writers)) is may
    assert may_write_reply(who.identity(), Place(writers)) is may


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ((), False),
        (("facilitator",), True),
        (("moderator",), True),
        (("organiser",), True),
        (("administrator",), True),
    ],
)
def test_who_moves_a_decision_on(roles: tuple[str, ...], may: bool) -> None:
    assert may_change_decision(Member(7, "Zoe", roles).identity()) is may
