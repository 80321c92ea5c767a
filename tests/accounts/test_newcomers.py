"""People from elsewhere get a name that is free and that somebody could choose here."""

from itertools import islice

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.newcomers import add_newcomers
from accounts.models import Person
from accounts.rules import DISPLAY_NAME_MAX_CHARS, why_not_name
from core.text import folded
from tests.reading import rows

LONG = "Alexandrina Victoria of Kent and Strathearn"


def called(session: Session, *names: str) -> list[str]:
    found = [one.name for one in add_newcomers(session, names)]
    session.commit()
    return found


@pytest.mark.parametrize(
    ("names", "here"),
    [
        (["Maryam"], ["Maryam"]),
        (["Amina"], ["Amina (2)"]),
        (["ÀMINA", "amina"], ["ÀMINA (2)", "amina (3)"]),
        (["Tom", "Tom", "tom (2)", "Tom"], ["Tom", "Tom (3)", "tom (2)", "Tom (4)"]),
        (["", "Moderator", "\u200b", "Member 2"], ["Member 1", "Member 3", "Member 4", "Member 2"]),
        ([LONG, LONG], [LONG[:40], LONG[:36] + " (2)"]),
        (["Аmina"], ["Member 1"]),
        ([], []),
    ],
)
def test_a_name_is_kept_or_changed_as_little_as_can_be(
    session: Session, names: list[str], here: list[str]
) -> None:
    assert called(session, *names) == here


def test_every_name_can_be_chosen_here_and_is_free(session: Session) -> None:
    called(session, *(f"Guest ({number})" for number in range(2, 300)))
    here = called(session, *["Guest"] * 300, *["x" * 60] * 12, *["Help now"] * 12)
    assert len({folded(name) for name in here}) == 324
    assert [name for name in here if why_not_name(name)] == []
    assert max(map(len, here)) == DISPLAY_NAME_MAX_CHARS
    assert list(islice(here, 3)) == ["Guest", "Guest (300)", "Guest (301)"]


def test_they_have_no_way_in(session: Session) -> None:
    [one] = add_newcomers(session, ["Maryam"])
    session.commit()
    ways = select(Person.display_name, Person.address, Person.password_hash, Person.demonstration)
    assert rows(session, ways.where(Person.id == one.person_id)) == [("Maryam", None, None, False)]
