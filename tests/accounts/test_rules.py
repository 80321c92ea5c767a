"""Whether and how much, for accounts: tables, and no app."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.policies import may_invite_person
from accounts.rules import COMMON_PASSWORDS, sign_in_ends, why_weak
from core.identity import Identity

SHORT = "Use 8 characters or more. Three or four words in a row work well."
LONG = "Use 256 characters at most."
COMMON = "Many people use that one. Please choose something only you would think of."
OWN = "Please don't use your own name or address as your password."

#: Every new password that the doors are tried with, for Amina at amina@example.org, and the answer.
PASSWORDS = [
    ("1234567", SHORT),
    ("héllo→😀", SHORT),
    ("x" * 257, LONG),
    ("Password123", COMMON),
    ("SUNSHINE", COMMON),
    ("zzzzzzzz", COMMON),
    ("ZzZzZzZz", COMMON),
    ("amina@example.org", OWN),
    ("AMINA@EXAMPLE.ORG", OWN),
    ("three brown hens", None),
    ("        8", None),
    ("😀😀😀😀😀😀😀🙃", None),
    ("xy" * 128, None),
]


@pytest.mark.parametrize(("password", "sentence"), PASSWORDS)
def test_what_is_wrong_with_a_password(password: str, sentence: str | None) -> None:
    assert why_weak(password, "Amina", "amina@example.org") == sentence


@pytest.mark.parametrize("password", ["Amina Begum", "amina begum", "amina.begum", "Amina.Begum"])
def test_ones_own_name_is_no_password(password: str) -> None:
    assert why_weak(password, "Amina Begum", "amina.begum@example.org") == OWN


def test_each_common_one_is_refused() -> None:
    assert {why_weak(password, "", "") for password in COMMON_PASSWORDS} == {COMMON}


@pytest.mark.parametrize(
    ("keep", "lasts"), [(False, timedelta(hours=12)), (True, timedelta(days=30))]
)
def test_when_a_sign_in_ends(lasts: timedelta, *, keep: bool) -> None:
    start = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert sign_in_ends(start, keep=keep) == start + lasts


@pytest.mark.parametrize(
    ("holds", "gives", "may"),
    [
        ("", "", False),
        ("", "facilitator", False),
        ("facilitator", "", False),
        ("moderator", "", False),
        ("organiser", "", True),
        ("organiser", "facilitator", True),
        ("organiser", "organiser", False),
        ("organiser", "moderator", False),
        ("organiser", "facilitator administrator", False),
        ("organiser facilitator moderator", "administrator", False),
        ("administrator", "facilitator organiser moderator administrator", True),
        ("administrator", "", True),
    ],
)
def test_who_may_invite_whom(holds: str, gives: str, *, may: bool) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    who = Identity(1, "Grace", frozenset(holds.split()), moment, 1, moment, "token")
    assert may_invite_person(who, frozenset(gives.split())) is may
