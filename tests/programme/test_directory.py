"""What people list of what they have done: once however often pressed, taken out at any time."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.audit import AuditLine
from programme.actions import add_entry
from programme.models import DirectoryEntry
from programme.rules import MOST_ENTRIES
from tests.cast import AMINA, Member
from tests.client import HouseClient
from tests.reading import rows, snapshot

TYPED = {"challenge": "3", "interest": "Cake & tea", "done": "We opened a café."}


def kept(session: Session) -> list[tuple[object, ...]]:
    columns = (
        DirectoryEntry.person_id,
        DirectoryEntry.challenge,
        DirectoryEntry.interest,
        DirectoryEntry.words,
    )
    return rows(session, select(*columns).order_by(DirectoryEntry.id))


def lists(session: Session, who: Member, challenge: int | None, interest: str, words: str) -> int:
    number = add_entry(session, who.id, challenge, interest, words).id
    session.commit()
    return number


def test_listing_something(session: Session, amina: HouseClient) -> None:
    page = amina.follow("/account/directory", TYPED)
    assert "It is in the list now. Thank you." in page.text
    assert kept(session) == [(AMINA.id, 3, "Cake & tea", "We opened a café.")]
    assert rows(session, select(AuditLine.person_id, AuditLine.what)) == [(AMINA.id, "entry_added")]
    assert "We opened a café." in page.text
    assert "A Recovery College at the heart" in page.text


@pytest.mark.parametrize("challenge", ["", "0"])
def test_an_interest_alone_will_do(session: Session, amina: HouseClient, challenge: str) -> None:
    amina.post("/account/directory", {**TYPED, "challenge": challenge})
    assert kept(session) == [(AMINA.id, None, "Cake & tea", "We opened a café.")]


def test_pressing_twice_lists_once(session: Session, amina: HouseClient) -> None:
    amina.post("/account/directory", TYPED)
    before = snapshot(session)
    assert amina.post("/account/directory", TYPED).status_code == 303
    assert snapshot(session) == before
    for change in ({"interest": "Other"}, {"challenge": "0"}, {"done": "Other."}):
        amina.post("/account/directory", TYPED | change)
        amina.post("/account/directory", TYPED | change)
    assert len(kept(session)) == 4


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"done": ""}, "Write a few words about what you have done."),
        ({"done": "w" * 501}, "This can be 500 characters at most. Please take out 1."),
        ({"interest": "w" * 41}, "This can be 40 characters at most. Please take out 1."),
        ({"challenge": "0", "interest": ""}, "Choose a challenge or write an interest"),
        ({"challenge": "0", "interest": "\u200b"}, "Choose a challenge or write an interest"),
        ({"challenge": "11"}, "Not a valid choice"),
    ],
)
def test_what_is_not_right_comes_back(
    session: Session, amina: HouseClient, change: dict[str, str], says: str
) -> None:
    typed = TYPED | change
    answer = amina.post("/account/directory", typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert f">\n{typed['done']}</textarea>" in answer.text
    if typed["interest"].isascii():
        assert f'value="{typed["interest"].replace("&", "&amp;")}"' in answer.text
    chosen = re.findall(r'value="(\d+)" checked', answer.text)
    assert chosen == ([] if typed["challenge"] == "11" else [typed["challenge"]])
    assert kept(session) == []


def test_there_is_an_end_to_what_one_lists(session: Session, amina: HouseClient) -> None:
    for number in range(MOST_ENTRIES):
        lists(session, AMINA, None, f"Thing {number}", "Done.")
    answer = amina.post("/account/directory", TYPED)
    assert answer.status_code == 409
    assert "You already list 20 things" in answer.text
    assert ">\nWe opened a café.</textarea>" in answer.text
    assert len(kept(session)) == MOST_ENTRIES
    # What is there already can be sent again, and others are not in the way.
    again = {"challenge": "0", "interest": "Thing 1", "done": "Done."}
    assert amina.post("/account/directory", again).status_code == 303


@pytest.mark.parametrize("htmx", [True, False])
def test_taking_out(session: Session, amina: HouseClient, *, htmx: bool) -> None:
    lists(session, AMINA, 1, "", "Stays.")
    number = lists(session, AMINA, 1, "", "Goes.")
    path = f"/account/directory/{number}/remove"
    answer = amina.post(path, htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    if htmx:
        assert answer.text.startswith('<section id="own-entries"')
        assert ("Stays." in answer.text, "Goes." in answer.text) == (True, False)
        assert "It is not in the list any more." in answer.headers["HX-Trigger"]
    assert kept(session) == [(AMINA.id, 1, "", "Stays.")]
    before = snapshot(session)
    assert amina.post(path, htmx=htmx).status_code == (200 if htmx else 303)
    assert snapshot(session) == before


def test_nobody_takes_out_somebody_elses(
    session: Session, amina: HouseClient, ben: HouseClient
) -> None:
    """The answer is the same whether the number is somebody's or nobody's."""
    number = lists(session, AMINA, 1, "", "Stays.")
    answers = [
        ben.post(f"/account/directory/{each}/remove", htmx=True) for each in (number, 99_001)
    ]
    assert answers[0].text == answers[1].text
    assert kept(session) == [(AMINA.id, 1, "", "Stays.")]


def test_a_visitor_gets_nowhere(session: Session, visitor: HouseClient) -> None:
    number = lists(session, AMINA, 1, "", "Stays.")
    assert visitor.get("/people").status_code == 303
    assert visitor.get("/account/directory").status_code == 303
    answer = visitor.post("/account/directory", TYPED)
    assert (answer.status_code, "We opened a café." in answer.text) == (401, True)
    assert visitor.post(f"/account/directory/{number}/remove").status_code == 401
    assert kept(session) == [(AMINA.id, 1, "", "Stays.")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"challenge": 11},
        {"challenge": None},
        {"words": "w" * 501},
    ],
)
def test_the_table_refuses_what_no_form_lets_through(
    session: Session, wrong: dict[str, object]
) -> None:
    entry = add_entry(session, AMINA.id, 3, "", "Done.")
    for name, value in wrong.items():
        setattr(entry, name, value)
    with pytest.raises(IntegrityError):
        session.flush()
