"""Make a space, change it, keep it for reading, move it in the list."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from accounts.models import Notice
from core.audit import AuditLine
from forum.models import Space
from forum.rules.spaces import OpensTitles, OpensWords, SpaceChanged
from forum.rules.telling import key_in_person, key_of_thread
from tests.cast import BEN, CAROL, CLOSED_GROUP, CLOSED_SPACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_draft, a_thread, first_post_of
from tests.forum.test_visibility import crawl
from tests.reading import rows
from tests.world import World, a_world

SAID = {
    "name": "Quiet corner",
    "purpose": "To rest.",
    "ground_rules": "Be kind.\nTake your time.",
    "readers": "everyone",
    "writers": "everyone",
}
NOW_SO = {"name": "The open space", "purpose": "To talk.", "ground_rules": ""} | {
    name: SAID[name] for name in ("readers", "writers")
}


def settings(space: Space) -> tuple[object, ...]:
    told = (space.name, space.purpose, space.ground_rules, space.group_id, space.readers)
    return (*told, space.writers, space.waits, space.titles_public, space.version)


def one(session: Session, key: str) -> tuple[object, ...]:
    # A turn at the one writer's place ends at once.
    found = settings(session.scalars(select(Space).where(Space.key == key)).one())
    session.rollback()
    return found


def test_an_organiser_makes_a_space_and_everyone_finds_it(
    grace: HouseClient, carol: HouseClient, session: Session
) -> None:
    page = grace.follow("/spaces/new", {**SAID, "waits": "y", "titles_public": "y"})
    assert "<h1>Quiet corner</h1>" in page.text
    assert one(session, "quiet-corner") == (
        *("Quiet corner", "To rest.", "Be kind.\nTake your time.", None, "everyone"),
        *("everyone", True, True, 1),
    )
    seen = carol.get("/spaces/quiet-corner").text
    assert "<p>Be kind.</p><p>Take your time.</p>" in seen
    assert "/spaces/quiet-corner/settings" not in seen
    assert re.findall('<h2><a href="/spaces/([^"]+)', carol.get("/spaces").text) == [
        "open",
        "quiet-corner",
    ]
    assert rows(session, select(AuditLine.what, AuditLine.person_id)) == [("space_started", 3)]


def test_two_of_one_name_have_two_addresses_and_no_page_is_hidden(
    grace: HouseClient, session: Session
) -> None:
    for name in ("Quiet corner", "Quiet córner!", "New", "Order", "☂"):
        assert grace.post("/spaces/new", {**SAID, "name": name}).status_code == 303
    made = [key for (key,) in rows(session, select(Space.key).order_by(Space.id))][2:]
    assert made == ["quiet-corner", "quiet-corner-2", "new-2", "order-2", "space"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "Give it a name."),
        ({"purpose": ""}, "Say in a sentence or two what it is for."),
        ({"readers": "everyone-99"}, "Choose who can read it."),
        ({"writers": "nobody"}, "Not a valid choice"),
        (
            {"readers": "organisers", "titles_public": "y"},
            "Titles can be public only where everyone who is signed in can read.",
        ),
        ({"name": "x" * 81}, "This can be 80 characters at most. Please take out 1."),
    ],
)
@pytest.mark.parametrize("path", ["/spaces/new", "/spaces/open/settings"])
def test_what_does_not_fit_is_said_and_comes_back(
    grace: HouseClient, session: Session, path: str, typed: dict[str, str], says: str
) -> None:
    before = one(session, "open")
    answer = grace.post(path, {**SAID, "version": "1", "ground_rules": "Zqrules.", **typed})
    assert (answer.status_code, says in answer.text) == (422, True)
    assert "\nZqrules.</textarea>" in answer.text
    assert one(session, "open") == before
    assert len(rows(session, select(Space.id))) == 2


def test_a_change_is_kept_and_seen(dev: HouseClient, amina: HouseClient, session: Session) -> None:
    a_thread(session, by=BEN)
    session.commit()
    typed = {**SAID, "writers": "organisers", "waits": "y", "version": "1"}
    page = dev.follow("/spaces/open/settings", typed)
    assert "The space is changed." in page.text
    assert one(session, "open") == (
        *("Quiet corner", "To rest.", "Be kind.\nTake your time.", None, "everyone"),
        *("organisers", True, False, 2),
    )
    assert "/spaces/open/threads/new" not in amina.get("/spaces/open").text
    assert rows(session, select(AuditLine.what).where(AuditLine.thing == "space")) == [
        ("space_changed",)
    ]


def test_of_two_who_change_it_the_second_keeps_their_words(
    grace: HouseClient, dev: HouseClient, session: Session
) -> None:
    dev.post("/spaces/open/settings", {**NOW_SO, "purpose": "Dev's purpose.", "version": "1"})
    answer = grace.post("/spaces/open/settings", {**SAID, "version": "1"})
    assert (answer.status_code, SpaceChanged.sentence in answer.text) == (409, True)
    assert "Be kind.\nTake your time.</textarea>" in answer.text
    assert "<dd>Dev&#39;s purpose.</dd>" in answer.text
    assert one(session, "open")[1] == "Dev's purpose."
    [version] = re.findall(r'name="version" value="(\d+)"', answer.text)
    assert grace.post("/spaces/open/settings", {**SAID, "version": version}).status_code == 303
    assert one(session, "open")[1] == "To rest."


def test_words_written_for_a_few_stay_with_them(
    grace: HouseClient, carol: HouseClient, session: Session
) -> None:
    typed = {**SAID, "version": "1"}
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE, text="Zqclosed.")
    session.commit()
    answer = grace.post("/spaces/closed/settings", typed)
    assert (answer.status_code, str(OpensWords()) in answer.text) == (409, True)
    assert carol.get(f"/threads/{thread.id}").status_code == 404


def test_words_begun_for_a_few_stay_with_them_too(grace: HouseClient, session: Session) -> None:
    """Whoever is writing just now sends to those whom they had in mind."""
    draft = a_draft(session, BEN, f"space:{CLOSED_SPACE}")
    session.commit()
    assert grace.post("/spaces/closed/settings", {**SAID, "version": "1"}).status_code == 409
    session.delete(draft)
    session.commit()
    assert grace.post("/spaces/closed/settings", {**SAID, "version": "1"}).status_code == 303


def test_titles_given_among_members_stay_among_them(
    grace: HouseClient, visitor: HouseClient, session: Session
) -> None:
    typed = {**SAID, "titles_public": "y", "version": "1"}
    a_thread(session, by=BEN)
    session.commit()
    answer = grace.post("/spaces/open/settings", typed)
    assert (answer.status_code, str(OpensTitles()) in answer.text) == (409, True)
    assert visitor.get("/spaces/open/feed").status_code == 404


def test_an_empty_space_may_open(
    grace: HouseClient, carol: HouseClient, visitor: HouseClient
) -> None:
    typed = {**SAID, "titles_public": "y", "version": "1"}
    assert grace.post("/spaces/closed/settings", typed).status_code == 303
    assert carol.get("/spaces/closed").status_code == 200
    assert visitor.get("/spaces/closed/feed").status_code == 200


@pytest.mark.parametrize("readers", ["organisers", f"everyone-{CLOSED_GROUP}"])
def test_closing_a_space_takes_effect_everywhere_at_once(
    app: Flask, grace: HouseClient, carol: HouseClient, session: Session, readers: str
) -> None:
    """Words planted in the open space are all over Carol's site before, and nowhere after."""
    world = a_world(session)
    thread = a_thread(session, by=BEN, title="Ours zqtitle", text="So zqpost.")
    open_space = session.get_one(Space, OPEN_SPACE)
    open_space.name, open_space.purpose = "Ours zqspace", "For zqpurpose."
    for key in (key_of_thread(thread.id), key_in_person(first_post_of(session, thread))):
        give_notice(session, CAROL.id, key, "News zqnotice.", f"/threads/{thread.id}")
    session.commit()
    seen = World({**world.open, "thread_id": thread.id}, world.closed)
    before = marks(app, carol, seen)
    assert before == {"zqtitle", "zqpost", "zqspace", "zqpurpose", "zqnotice"}
    typed = {**NOW_SO, "name": "Ours zqspace", "readers": readers, "version": "1"}
    assert grace.post("/spaces/open/settings", typed).status_code == 303
    assert marks(app, carol, seen) == set()
    assert rows(session, select(Notice.id).where(Notice.person_id == CAROL.id)) == []
    assert "zqtitle" in grace.get(f"/threads/{thread.id}").text


def marks(app: Flask, client: HouseClient, world: World) -> set[str]:
    """The planted words that somebody meets; a search page says what was looked for."""
    found = set()
    for address, text in crawl(app, client, world, htmx=False).items():
        looked_for = address.partition("q=")[2]
        found |= {mark for mark in re.findall("zq[a-z]+", text) if mark != looked_for}
    return found


def test_a_space_is_kept_for_reading_and_brought_back(
    grace: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    reply = {"text": "Yes.", "once": "a"}
    assert "It is kept for reading now." in grace.follow("/spaces/open/archive").text
    listed = amina.get("/spaces").text
    assert '<h2><a href="/spaces/open">' not in listed
    assert '<li><a href="/spaces/open">' in listed
    assert amina.get(f"/threads/{thread.id}").status_code == 200
    assert amina.post(f"/threads/{thread.id}/replies", reply).status_code == 409
    assert "People can write in it again." in grace.follow("/spaces/open/unarchive").text
    assert amina.post(f"/threads/{thread.id}/replies", reply).status_code == 303


@pytest.mark.parametrize("htmx", [True, False])
def test_spaces_change_places(
    grace: HouseClient, amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    grace.post("/spaces/new", SAID)
    orders = []
    for key, way in (("quiet-corner", "up"), ("quiet-corner", "up"), ("open", "down")):
        answer = grace.post(f"/spaces/{key}/{way}", htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        orders.append(re.findall('<h2><a href="/spaces/([^"]+)', amina.get("/spaces").text))
    assert orders == [
        ["open", "quiet-corner", "closed"],
        ["quiet-corner", "open", "closed"],
        ["quiet-corner", "closed", "open"],
    ]
    end = grace.post("/spaces/open/down", htmx=True)
    assert "The open space is at the end." in end.headers["HX-Trigger"]
