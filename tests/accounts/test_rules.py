"""Whether and how much, for accounts: tables, and no app."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.policies import may_invite_person
from accounts.rules import (
    COMMON_PASSWORDS,
    Asked,
    asked_for_new_password,
    sign_in_ends,
    why_not_name,
    why_weak,
)
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


UNSEEN = "Choose a name that people can read."
FOR_THE_SITE = "People might think that you speak for the whole site. Please choose another name."
MIXED = "Please write your name in one alphabet, so that nobody is taken for somebody else."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("\u200b", UNSEEN),
        ("Administrator", FOR_THE_SITE),
        ("MODERATOR Dev", FOR_THE_SITE),
        ("Móderatór", FOR_THE_SITE),
        ("Ｏｒｇａｎｉｓｅｒ", FOR_THE_SITE),
        ("facilitators", FOR_THE_SITE),
        ("Peer Innovators\u200b Network", FOR_THE_SITE),
        ("*The-Team*", FOR_THE_SITE),
        ("Help now!", FOR_THE_SITE),
        ("Bеn", MIXED),  # a Cyrillic letter in the middle
        ("Amina Κ", MIXED),  # a Greek capital at the end
        ("Ольга Ω", MIXED),
        ("Olga", None),
        ("Ольга", None),
        ("Νίκος", None),
        ("Łukasz Žižek-Ó Briain 2", None),
        ("محمد", None),
        ("小林 Yuki", None),
        ("अमीना", None),
        ("Dai, a good organiser", None),
        ("Thea Teams", None),
        ("😀 Amina", None),
    ],
)
def test_what_is_wrong_with_a_name(name: str, sentence: str | None) -> None:
    assert why_not_name(name) == sentence


@pytest.mark.parametrize(
    ("has_password", "link_seconds_ago", "asked"),
    [
        (True, None, Asked.PASSWORD),
        (True, 0, Asked.NOTHING),
        (True, 899, Asked.NOTHING),
        (True, 900, Asked.PASSWORD),
        (False, None, Asked.LINK),
        (False, 899, Asked.NOTHING),
        (False, 900, Asked.LINK),
    ],
)
def test_what_is_asked_for_a_new_password(
    link_seconds_ago: int | None, asked: Asked, *, has_password: bool
) -> None:
    moment = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    by_link_at = None if link_seconds_ago is None else moment - timedelta(seconds=link_seconds_ago)
    found = asked_for_new_password(has_password=has_password, by_link_at=by_link_at, moment=moment)
    assert found is asked


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
