"""The door through which somebody becomes a person here."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.invitations import accept_invitation, invite_person
from accounts.actions.people import add_person
from accounts.models import Person, PersonRole
from accounts.rules import AddressTaken, InvitationSpent
from core.clock import now
from core.db import Database
from tests.accounts.people import PASSWORD, audit_lines, everything, mails, signed_in_as
from tests.accounts.test_rules import PASSWORDS
from tests.cast import GRACE
from tests.client import HouseClient

ADDRESS = "amina@new.example.org"
SPENT = "That invitation has been used, or it is too old."
TYPED = {"display_name": "Newcomer", "new_password": PASSWORD}


def invite(session: Session, *roles: str) -> str:
    """The path of a new invitation."""
    invite_person(session, GRACE.id, ADDRESS, roles, "http://localhost")
    session.commit()
    return "/invitations/" + mails(session)[-1].text.split("/invitations/")[1].split()[0]


def newcomers(session: Session) -> list[tuple[str, str | None, list[str]]]:
    """Name, address and roles of each person who is not of the cast."""
    session.rollback()
    people = session.execute(
        select(Person.id, Person.display_name, Person.address)
        .where(Person.id > 5)
        .order_by(Person.id)
    )
    found = []
    for number, name, address in people.all():
        roles = session.scalars(select(PersonRole.role).where(PersonRole.person_id == number))
        found.append((name, address, sorted(roles)))
    session.rollback()
    return found


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("roles", [[], ["facilitator", "moderator"]])
def test_it_makes_a_person_with_those_roles(
    visitor: HouseClient, session: Session, roles: list[str], *, htmx: bool
) -> None:
    path = invite(session, *roles)
    answer = visitor.post(path, TYPED | {"roles": "administrator", "id": "1"}, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/"
    assert signed_in_as(visitor) == "Newcomer"
    assert newcomers(session) == [("Newcomer", ADDRESS, roles)]
    assert [what for _, what in audit_lines(session)] == [
        "person_invited",
        "person_added",
        "invitation_accepted",
        "signed_in",
    ]
    again = HouseClient(visitor.app, visitor.ledger)
    again.post("/sign-in", {"address": ADDRESS, "password": PASSWORD})
    assert signed_in_as(again) == "Newcomer"


def test_opening_it_changes_nothing(visitor: HouseClient, session: Session) -> None:
    path = invite(session)
    before = everything(session)
    assert [visitor.get(path).status_code for _ in range(3)] == [200] * 3
    assert everything(session) == before


def test_it_works_once(visitor: HouseClient, session: Session) -> None:
    path = invite(session)
    visitor.post(path, TYPED)
    before = everything(session)
    other = HouseClient(visitor.app, visitor.ledger)
    for answer in (other.get(path), other.post(path, TYPED | {"display_name": "Second"})):
        assert (answer.status_code, SPENT in answer.text) == (409, True)
    assert everything(session) == before


def test_of_two_at_once_one_comes_in(database: Database, session: Session) -> None:
    token = invite(session).rpartition("/")[2]

    def accept(name: str) -> bool:
        with database.write() as own:
            try:
                accept_invitation(own, token, name, None)
            except (InvitationSpent, AddressTaken):
                return False
            own.commit()
            return True

    with ThreadPoolExecutor(4) as crowd:
        assert sorted(crowd.map(accept, ["One", "Two", "Three", "Four"])) == [False] * 3 + [True]
    assert len(newcomers(session)) == 1


@pytest.mark.parametrize(("days", "works"), [(13.99, True), (14, False)])
def test_it_waits_for_fourteen_days(
    visitor: HouseClient, session: Session, days: float, *, works: bool
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        path = invite(session)
        clock.shift(timedelta(days=days))
        statuses = (visitor.get(path).status_code, visitor.post(path, TYPED).status_code)
    assert statuses == ((200, 303) if works else (409, 409))
    assert len(newcomers(session)) == int(works)


@pytest.mark.parametrize("name", ["Ben", "bén", "BEN\u200b"])
def test_a_name_that_is_taken_comes_back_to_be_changed(
    visitor: HouseClient, session: Session, name: str
) -> None:
    path = invite(session)
    before = everything(session)
    answer = visitor.post(path, TYPED | {"display_name": name})
    assert answer.status_code == 409
    assert answer.text.count("Somebody here already uses that name. Please choose another.") == 2
    assert (f'value="{name}"' in answer.text, PASSWORD in answer.text) == (True, False)
    assert everything(session) == before
    assert visitor.post(path, TYPED).status_code == 303


def test_an_address_that_came_in_meanwhile_is_refused(
    visitor: HouseClient, session: Session
) -> None:
    path = invite(session)
    add_person(session, "Other", ADDRESS, None, [])
    session.commit()
    answer = visitor.post(path, TYPED)
    assert answer.status_code == 409
    assert answer.text.count("If it is you, you can sign in.") == 1
    assert newcomers(session) == [("Other", ADDRESS, [])]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        *(
            (password, sentence)
            for password, sentence in PASSWORDS
            if sentence and "own" not in sentence
        ),
        (ADDRESS, "Please don't use your own name or address as your password."),
        (" ", "Use 8 characters or more. Three or four words in a row work well."),
        (" " * 8, "Many people use that one. Please choose something only you would think of."),
        ("newcomer", "Please don't use your own name or address as your password."),
    ],
)
def test_a_weak_password_is_refused_in_words(
    visitor: HouseClient, session: Session, password: str, sentence: str
) -> None:
    path = invite(session)
    answer = visitor.post(path, TYPED | {"new_password": password})
    page = answer.text.replace("&#39;", "'")
    assert (answer.status_code, page.count(f"</span> {sentence}")) == (422, 1)
    assert 'value="Newcomer"' in page
    assert newcomers(session) == []


def test_a_name_that_seems_to_speak_for_the_site_is_refused(
    visitor: HouseClient, session: Session
) -> None:
    answer = visitor.post(invite(session), TYPED | {"display_name": "The  Team"})
    assert (answer.status_code, newcomers(session)) == (422, [])
    assert answer.text.count("</span> People might think that you speak for the whole site.") == 1


def test_without_a_password_one_may_choose_it_right_after(
    visitor: HouseClient, session: Session
) -> None:
    visitor.post(invite(session), TYPED | {"new_password": ""})
    assert visitor.post("/account/password", {"new_password": PASSWORD}).status_code == 303
    again = HouseClient(visitor.app, visitor.ledger)
    again.post("/sign-in", {"address": ADDRESS, "password": PASSWORD})
    assert signed_in_as(again) == "Newcomer"


@pytest.mark.parametrize("token", ["nonsense", "%00", "a" * 5_000])
def test_an_invitation_that_was_never_sent_is_refused(visitor: HouseClient, token: str) -> None:
    path = f"/invitations/{token}"
    for answer in (visitor.get(path), visitor.post(path, TYPED), visitor.post(path, {})):
        assert (answer.status_code, SPENT in answer.text) == (409, True)


def test_whoever_is_signed_in_there_is_signed_out(amina: HouseClient, session: Session) -> None:
    amina.post(invite(session), TYPED)
    assert signed_in_as(amina) == "Newcomer"
    assert signed_in_as(amina.as_(GRACE)) == "Grace"


def test_from_another_site_is_refused(visitor: HouseClient, session: Session) -> None:
    path = invite(session)
    answer = visitor.post(path, TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, "Newcomer" in answer.text, PASSWORD in answer.text) == (
        403,
        True,
        False,
    )
    assert newcomers(session) == []
