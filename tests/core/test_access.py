"""Who may come through which door."""

from dataclasses import replace

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts.models import PersonRole
from core.access import Audience, audience_of
from tests.cast import AMINA, BEN, CAROL, CAST, DEV, GRACE, Member
from tests.client import HouseClient

#: The cast's letters of those who come in; v is a visitor, S somebody who is an administrator.
COME_IN = {
    Audience.ANYONE: {"visitor", "Amina", "Ben", "Grace", "Dev", "Carol", "Site"},
    Audience.MEMBER: {"Amina", "Ben", "Grace", "Dev", "Carol", "Site"},
    Audience.FACILITATOR: {"Grace", "Site"},
    Audience.ORGANISER: {"Grace", "Site"},
    Audience.MODERATOR: {"Dev", "Site"},
    Audience.ADMINISTRATOR: {"Site"},
}


def everyone(probe: HouseClient, session: Session) -> dict[str, HouseClient]:
    """A browser for a visitor, for each of the cast, and for Ben made administrator as Site."""
    return {"visitor": probe} | {who.name: probe.as_(who) for who in CAST}


def make_administrator(session: Session, who: Member) -> None:
    session.add(PersonRole(person_id=who.id, role="administrator"))
    session.commit()


@pytest.mark.parametrize("audience", list(Audience))
def test_each_door_opens_for_its_people_alone(
    probe: HouseClient, session: Session, audience: Audience
) -> None:
    clients = everyone(probe, session)
    let_in = {
        name
        for name, client in clients.items()
        if client.get(f"/probe/for/{audience}").status_code == 200
    }
    make_administrator(session, CAROL)
    if clients["Carol"].get(f"/probe/for/{audience}").status_code == 200:
        let_in.add("Site")
    assert let_in == COME_IN[audience]


@pytest.mark.parametrize(
    ("who", "method", "htmx", "status"),
    [
        (None, "GET", False, 303),
        (None, "GET", True, 401),
        (None, "POST", False, 401),
        (None, "POST", True, 401),
        (AMINA, "GET", False, 403),
        (AMINA, "GET", True, 403),
        (AMINA, "POST", False, 403),
        (AMINA, "POST", True, 403),
    ],
)
def test_how_a_door_says_no(
    probe: HouseClient, who: Member | None, method: str, status: int, *, htmx: bool
) -> None:
    client = probe.as_(who) if who else probe
    ask = client.get if method == "GET" else client.post
    answer = ask("/probe/for/moderator", htmx=htmx)
    assert answer.status_code == status
    assert answer.headers.get("Location") == (
        "/sign-in?next=/probe/for/moderator" if status == 303 else None
    )
    assert answer.headers.get("HX-Redirect") == (
        "/sign-in" if (status, method, htmx) == (401, "GET", True) else None
    )


@pytest.mark.parametrize("who", [None, AMINA, GRACE, DEV])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unmarked_door_opens_for_nobody(
    probe: HouseClient, session: Session, who: Member | None, method: str
) -> None:
    make_administrator(session, DEV)
    client = probe.as_(who) if who else probe
    answer = client.get("/probe/unmarked") if method == "GET" else client.post("/probe/unmarked")
    assert answer.status_code == 403
    assert answer.mimetype == "text/html"


def test_a_mark_is_what_a_door_says_of_itself(probe: HouseClient) -> None:
    views = probe.app.view_functions
    assert audience_of(views["unmarked"]) is None
    assert audience_of(views["for_moderator"]) is Audience.MODERATOR


def test_a_role_that_is_taken_away_is_gone_with_the_next_page(
    probe: HouseClient, session: Session
) -> None:
    dev = probe.as_(DEV)
    assert dev.get("/probe/for/moderator").status_code == 200
    session.execute(delete(PersonRole).where(PersonRole.person_id == DEV.id))
    session.commit()
    assert dev.get("/probe/for/moderator").status_code == 403


@pytest.mark.parametrize("token", ["", "token-of-nobody", "1", "\x00", "\ud800", "a" * 10_000])
def test_a_cookie_that_names_no_sign_in_is_nobody(probe: HouseClient, token: str) -> None:
    stranger = probe.as_(replace(BEN, name=token.removeprefix("token-of-") or "x"))
    with stranger.browser.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert stranger.get("/probe/for/member").status_code == 303


def test_a_token_never_shows_itself() -> None:
    assert AMINA.token not in repr(AMINA.identity())
