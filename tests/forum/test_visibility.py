"""Nothing of a closed group reaches an outsider, through any door of the whole app."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.audit import AuditLine
from forum.models import Space
from tests.cast import CLOSED_SPACE
from tests.client import HouseClient
from tests.doors import get_addresses
from tests.reading import count
from tests.world import World, a_world

#: Where a word is planted: the closed space's name and purpose, its thread, tag, post, event
#: and decision.
MARKS = (
    *("zqspace", "zqpurpose", "zqtitle", "zqtag", "zqpost", "zqmine", "zqevent", "zqreported"),
    *("zqdecision", "zqstep"),
)


@pytest.fixture
def world(session: Session) -> World:
    found = a_world(session, mark="zq")
    space = session.get_one(Space, CLOSED_SPACE)
    space.name, space.purpose = "Ours zqspace", "For zqpurpose."
    session.commit()
    return found


def crawl(app: Flask, client: HouseClient, world: World, *, htmx: bool) -> dict[str, str]:
    """Every answer of every GET door, searches for the marks among them."""
    addresses = get_addresses(app, world.values()) + [f"/search?q={mark}" for mark in MARKS]
    return {address: client.get(address, htmx=htmx).text for address in addresses}


def marks_in(answers: dict[str, str]) -> set[str]:
    found = set()
    for address, text in answers.items():
        # The search page says what was looked for.
        looked_for = address.partition("q=")[2]
        # What a form is told apart by is made by chance, and may look like a mark.
        said = re.sub('name="once" value="[^"]*"', "", text)
        found |= {mark for mark in re.findall("zq[a-z]+", said) if mark != looked_for}
    return found


@pytest.mark.parametrize("htmx", [True, False])
def test_an_outsider_meets_no_mark(
    app: Flask, carol: HouseClient, amina: HouseClient, world: World, *, htmx: bool
) -> None:
    answers = crawl(app, carol, world, htmx=htmx)
    assert marks_in(answers) == set()
    assert marks_in(crawl(app, amina, world, htmx=htmx)) == set(MARKS)


@pytest.mark.parametrize("mark", ["zqtitle", "zqpost", "zqevent"])
def test_search_finds_it_for_members_of_the_group_only(
    carol: HouseClient, amina: HouseClient, world: World, mark: str
) -> None:
    link = "/events/{event_id}" if mark == "zqevent" else "/threads/{thread_id}"
    href = f'href="{link.format_map(world.closed)}'
    found = [href in who.get(f"/search?q={mark}").text for who in (amina, carol)]
    assert found == [True, False]


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_closed_looks_like_what_is_not_there(
    carol: HouseClient, world: World, *, htmx: bool
) -> None:
    """The same words, the same headers, whether the number is wrong or somebody else's."""
    for door, closed, missing in (
        ("/spaces/{}", "closed", "nowhere"),
        ("/spaces/{}/threads/new", "closed", "nowhere"),
        ("/threads/{}", world.closed["thread_id"], 99_999),
        ("/events/{}", world.closed["event_id"], 99_999),
        ("/sessions/{}/ratings", world.closed["session_id"], 99_999),
    ):
        shown = []
        for value in (closed, missing):
            answer = carol.get(door.format(value), htmx=htmx)
            reference = answer.headers["X-Request-Id"]
            names = sorted(set(answer.headers.keys()))
            shown.append((answer.status_code, names, answer.text.replace(reference, "")))
        assert shown[0] == shown[1], door
        assert shown[0][0] == 404


@pytest.mark.parametrize("htmx", [True, False])
def test_no_door_that_writes_opens(
    carol: HouseClient, session: Session, world: World, *, htmx: bool
) -> None:
    before = count(session, AuditLine)
    for path, typed in (
        ("/threads/{thread_id}/replies", {"text": "I am in."}),
        ("/spaces/closed/threads/new", {"title": "I am in", "text": "Hello."}),
        ("/events/{event_id}/place", {"comes_as": "carer"}),
        ("/events/{event_id}/waiting", {"comes_as": "carer"}),
        ("/events/{event_id}/place/leave", {}),
        ("/events/{event_id}/waiting/leave", {}),
        ("/sessions/{session_id}/feedback", {"rating": "poor"}),
        ("/sessions/{session_id}/register/1", {"present": "no"}),
    ):
        answer = carol.post(path.format_map(world.closed), typed, htmx=htmx)
        assert (answer.status_code, re.findall("zq[a-z]+", answer.text)) == (404, []), path
    assert count(session, AuditLine) == before
