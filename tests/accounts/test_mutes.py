"""Mute and block: pressed twice is once, undone on one's own list, and never told."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.mutes import block_person, mute_person
from accounts.models import Person, PersonMute
from accounts.queries.mutes import muted_by, not_blocked, not_muted, who_blocked, who_muted
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_person
from tests.reading import rows, snapshot

Kept = list[tuple[object, ...]]


def kept(session: Session) -> Kept:
    columns = (PersonMute.person_id, PersonMute.other_id, PersonMute.kind)
    return rows(session, select(*columns).order_by(*columns))


@pytest.mark.parametrize(
    ("pressed", "left"),
    [
        (["mute"], "mute"),
        (["mute", "mute"], "mute"),
        (["block"], "block"),
        (["block", "block"], "block"),
        (["mute", "block"], "block"),
        (["block", "mute"], "block"),
        (["mute", "unmute"], None),
        (["mute", "unmute", "unmute"], None),
        (["block", "unblock"], None),
        (["block", "unmute"], "block"),
        (["mute", "unblock"], "mute"),
        (["unmute", "unblock"], None),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_left(
    session: Session, amina: HouseClient, pressed: list[str], left: str | None, *, htmx: bool
) -> None:
    for verb in pressed:
        assert amina.post(f"/people/{BEN.id}/{verb}", htmx=htmx).status_code == (
            200 if htmx else 303
        )
    assert kept(session) == ([(AMINA.id, BEN.id, left)] if left else [])


@pytest.mark.parametrize(
    ("verb", "says", "buttons"),
    [
        ("mute", "You have muted Ben.", ["unmute", "block"]),
        ("block", "You have blocked Ben.", ["unblock"]),
        ("unmute", "Ben is not muted any more.", ["mute", "block"]),
        ("unblock", "Ben is not blocked any more.", ["mute", "block"]),
    ],
)
def test_the_panel_after_a_press(
    amina: HouseClient, verb: str, says: str, buttons: list[str]
) -> None:
    answer = amina.post(f"/people/{BEN.id}/{verb}", htmx=True)
    assert says in answer.headers["HX-Trigger"]
    assert re.findall(r'<button type="submit" id="mute-2-(\w+)"', answer.text) == buttons
    assert answer.text.startswith('<div id="mute-2"')
    assert says in amina.follow(f"/people/{BEN.id}/{verb}").text


def test_a_press_without_a_script_leads_to_where_it_can_be_seen(amina: HouseClient) -> None:
    page = amina.follow(f"/people/{BEN.id}/mute").text
    assert "You have muted <bdi>Ben</bdi>. They are not told." in page
    page = amina.follow(f"/people/{BEN.id}/unmute").text
    assert "You have muted and blocked nobody." in page


@pytest.mark.parametrize("verb", ["mute", "unmute", "block", "unblock"])
def test_oneself_and_nobody(
    session: Session, visitor: HouseClient, amina: HouseClient, verb: str
) -> None:
    before = snapshot(session)
    assert amina.post(f"/people/{AMINA.id}/{verb}").status_code == 403
    assert amina.post(f"/people/99001/{verb}").status_code == 404
    assert visitor.post(f"/people/{BEN.id}/{verb}").status_code == 401
    assert snapshot(session) == before


def test_the_list_is_ones_own_the_latest_first(
    session: Session, amina: HouseClient, ben: HouseClient
) -> None:
    numbers = [a_person(session, f"Person {number:02}") for number in range(30)]
    mute_person(session, BEN.id, AMINA.id)
    session.commit()
    for number in numbers:
        mute_person(session, AMINA.id, number)
        session.commit()
    first = amina.get("/account/people").text
    older = re.search(r'href="(/account/people\?after=[^"]+)"', first)
    assert older
    listed = re.findall(r"<h2><a [^>]+>(Person \d\d)</a></h2>", first)
    listed += re.findall(r"<h2><a [^>]+>(Person \d\d)</a></h2>", amina.get(older.group(1)).text)
    assert listed == [f"Person {number:02}" for number in reversed(range(30))]
    assert re.findall(r"<h2><a [^>]+>(.*?)</a></h2>", ben.get("/account/people").text) == ["Amina"]


def test_the_other_is_told_nothing(session: Session, amina: HouseClient, ben: HouseClient) -> None:
    """Every page of Ben's is as it was, and no notice, mail or line of the audit names him."""
    addresses = ("/", "/account", "/account/people", "/notices", f"/people/{AMINA.id}")

    def seen() -> list[str]:
        answers = [ben.get(address) for address in addresses]
        return [one.text.replace(one.headers["X-Request-Id"], "") for one in answers]

    before, rows_before = seen(), snapshot(session)
    amina.post(f"/people/{BEN.id}/mute")
    amina.post(f"/people/{BEN.id}/block")
    after = snapshot(session)
    changed = {name for name, table in after.items() if table != rows_before[name]}
    assert changed == {"person_mute"}
    assert seen() == before


def test_what_others_ask_of_it(session: Session) -> None:
    mute_person(session, AMINA.id, BEN.id)
    block_person(session, AMINA.id, DEV.id)
    block_person(session, GRACE.id, BEN.id)
    connection = session.connection()
    assert muted_by(connection, AMINA.id) == {BEN.id, DEV.id}
    assert muted_by(connection, BEN.id) == frozenset()
    assert who_muted(connection, BEN.id) == {AMINA.id, GRACE.id}
    assert who_blocked(connection, BEN.id) == {GRACE.id}


@pytest.mark.parametrize(
    ("reader", "unblocked", "unmuted"),
    [
        (AMINA, "Amina Ben Carol Dev Grace", "Amina Carol Grace"),
        (BEN, "Amina Ben Carol Dev", "Amina Ben Carol Dev Grace"),
        (DEV, "Ben Carol Dev Grace", "Amina Ben Carol Dev Grace"),
        (CAROL, "Amina Ben Carol Dev Grace", "Amina Ben Carol Dev Grace"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_the_conditions(session: Session, reader, unblocked: str, unmuted: str) -> None:
    mute_person(session, AMINA.id, BEN.id)
    block_person(session, AMINA.id, DEV.id)
    block_person(session, GRACE.id, BEN.id)
    found = [
        " ".join(
            session.scalars(
                select(Person.display_name).where(condition).order_by(Person.display_name),
                {"reader_id": reader.id},
            )
        )
        for condition in (not_blocked(Person.id), not_muted(Person.id))
    ]
    assert found == [unblocked, unmuted]
