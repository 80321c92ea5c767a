"""The door that sends an invitation."""

import re
from pathlib import Path

import pytest
import time_machine
from sqlalchemy.orm import Session

from accounts.models import Invitation, PersonRole
from core.clock import now
from tests.accounts.people import audit_lines, everything, mails
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE, Member
from tests.client import HouseClient

MAIL = Path(__file__).parent / "emails" / "person_invited.txt"
TO = "new@example.org"
TAKEN = "There is already a member with that address. If it is you, you can sign in."
ALL = ["facilitator", "organiser", "moderator", "administrator"]


def invited(session: Session) -> list[tuple[str, str, int | None]]:
    session.rollback()
    rows = session.query(Invitation.address, Invitation.roles, Invitation.invited_by_id)
    found = [(row.address, row.roles, row.invited_by_id) for row in rows.order_by(Invitation.id)]
    session.rollback()
    return found


@pytest.mark.parametrize("htmx", [True, False])
def test_an_invitation_is_held_and_mailed(
    grace: HouseClient, session: Session, *, htmx: bool
) -> None:
    answer = grace.post("/invitations", {"address": " New@Example.org"}, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/invitations"
    assert invited(session) == [(TO, "", GRACE.id)]
    assert audit_lines(session) == [(GRACE.id, "person_invited")]
    [mail] = mails(session)
    token = mail.text.split("/invitations/")[1].split()[0]
    assert (mail.to_name, mail.to_address, len(token)) == ("", TO, 43)
    told = f"Subject: {mail.subject}\n\n{mail.text.replace(token, 'TOKEN')}"
    assert told == MAIL.read_text("utf-8")
    assert re.fullmatch(r"person_invited:\d+", mail.key)
    assert token not in repr({**everything(session), "outbox_mail": []})


def test_it_then_waits_on_the_page(grace: HouseClient) -> None:
    page = grace.follow("/invitations", {"address": TO, "roles": ["facilitator"]}).text
    assert "The invitation is on its way." in page
    assert page.count(f"{TO} (facilitator)") == 1


@pytest.mark.parametrize(
    ("who", "roles", "status"),
    [
        (AMINA, [], 403),
        (BEN, ["facilitator"], 403),
        (DEV, [], 403),
        (GRACE, [], 303),
        (GRACE, ["facilitator"], 303),
        (GRACE, ["organiser"], 403),
        (GRACE, ["facilitator", "moderator"], 403),
        (GRACE, ["administrator"], 403),
        (GRACE, ["king"], 422),
        (GRACE, ["\x00"], 422),
        (CAROL, ALL, 303),
    ],
)
def test_who_may_invite_whom(
    visitor: HouseClient, session: Session, who: Member, roles: list[str], status: int
) -> None:
    session.add(PersonRole(person_id=CAROL.id, role="administrator"))
    session.commit()
    before = everything(session)
    answer = visitor.as_(who).post("/invitations", {"address": TO, "roles": roles})
    assert answer.status_code == status
    assert invited(session) == ([(TO, " ".join(sorted(roles)), who.id)] if status == 303 else [])
    assert (everything(session) == before) is (status != 303)


@pytest.mark.parametrize("address", [BEN.address, BEN.address.upper()])
def test_somebody_who_is_here_is_not_invited(
    grace: HouseClient, session: Session, address: str
) -> None:
    before = everything(session)
    answer = grace.post("/invitations", {"address": address})
    assert (answer.status_code, answer.text.count(TAKEN)) == (409, 2)
    assert f'value="{BEN.address}"' in answer.text
    after = everything(session)
    assert [name for name in before if before[name] != after[name]] == ["rate_count"]


def test_members_can_not_be_listed_by_address(grace: HouseClient) -> None:
    with time_machine.travel(now(), tick=False):
        statuses = [
            grace.post("/invitations", {"address": BEN.address}).status_code for _ in range(51)
        ]
    assert statuses == [409] * 50 + [429]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a b@example.org", "a@example.org,b@example.org"]
)
def test_an_address_that_is_none_is_asked_for_again(
    grace: HouseClient, session: Session, address: str
) -> None:
    assert (
        grace.post("/invitations", {"address": address, "roles": ["facilitator"]}).status_code
        == 422
    )
    assert invited(session) == []


def test_after_fifty_in_a_day_it_asks_to_wait(grace: HouseClient, session: Session) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(50):
            assert (
                grace.post("/invitations", {"address": f"n{number}@example.org"}).status_code == 303
            )
        answer = grace.post("/invitations", {"address": TO})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "86400")
        assert f"{TO}</textarea>" in answer.text
        clock.shift(86_400)
        assert grace.post("/invitations", {"address": TO}).status_code == 303
    assert len(invited(session)) == 51


def test_nobody_invites_signed_out_or_from_another_site(
    visitor: HouseClient, grace: HouseClient, session: Session
) -> None:
    told = {"Sec-Fetch-Site": "cross-site"}
    typed = {"address": TO}
    answers = (visitor.post("/invitations", typed), grace.post("/invitations", typed, headers=told))
    assert [(answer.status_code, TO in answer.text) for answer in answers] == [
        (401, True),
        (403, True),
    ]
    assert invited(session) == []
