"""Following: chosen and kept, by itself only for those who have chosen nothing, and told why."""

import json
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.db import Database
from forum.actions.follows import follow_by_itself, follow_space, follow_thread
from forum.models import FollowSpace, FollowThread
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.test_numbering import at_once
from tests.reading import count, rows

LEVELS = ("nothing", "site", "mail")


def threads_followed(session: Session) -> list[tuple[object, ...]]:
    told = select(FollowThread.person_id, FollowThread.level, FollowThread.reason)
    return rows(session, told.order_by(FollowThread.person_id))


def shown(text: str) -> tuple[str, str]:
    """Why the person follows, as the page says it, and the level that stands."""
    [section] = re.findall(r'<section id="follow".*?</section>', text, re.S)
    why = re.findall(r"<p>([^<]+)</p>", section)
    [level] = re.findall(r'value="(\w+)" class="choice-button" aria-pressed="true"', section)
    assert re.findall(r'name="level" value="(\w+)"', section) == list(LEVELS)
    return why[0] if why else "", level


def test_whoever_writes_follows_on_the_site(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    ben.post("/spaces/open/threads/new", {"title": "T", "text": "First."})
    [(thread_id,)] = rows(session, select(FollowThread.thread_id))
    assert shown(amina.get(f"/threads/{thread_id}").text) == ("", "nothing")
    for client in (amina, ben, amina):
        client.post(f"/threads/{thread_id}/replies", {"text": "Yes."})
    assert threads_followed(session) == [
        (AMINA.id, "site", "replied"),
        (BEN.id, "site", "started"),
    ]
    assert [shown(client.get(f"/threads/{thread_id}").text) for client in (amina, ben)] == [
        ("You follow this because you wrote in it.", "site"),
        ("You follow this because you started it.", "site"),
    ]


@pytest.mark.parametrize("first", ["started", "replied", "mentioned"])
@pytest.mark.parametrize("then", ["started", "replied", "mentioned"])
def test_the_first_reason_stays(session: Session, first: str, then: str) -> None:
    thread = a_thread(session, by=BEN)
    for reason in (first, then):
        follow_by_itself(session, AMINA.id, thread.id, reason)
    session.commit()
    assert threads_followed(session) == [(AMINA.id, "site", first), (BEN.id, "site", "started")]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("reason", ["started", "replied", "mentioned"])
def test_nothing_changes_what_somebody_chose(session: Session, level: str, reason: str) -> None:
    thread_id = a_thread(session, by=BEN).id
    follow_thread(session, AMINA.id, thread_id, level)
    follow_by_itself(session, AMINA.id, thread_id, reason)
    session.commit()
    assert threads_followed(session)[0] == (AMINA.id, level, "chosen")
    follow_thread(session, BEN.id, thread_id, level)
    follow_by_itself(session, BEN.id, thread_id, reason)
    session.commit()
    assert threads_followed(session)[1] == (BEN.id, level, "chosen")


def test_replying_after_leaving_does_not_bring_it_back(
    amina: HouseClient, session: Session
) -> None:
    thread_id = a_thread(session, by=BEN).id
    session.commit()
    amina.post(f"/threads/{thread_id}/replies", {"text": "Yes."})
    amina.post(f"/threads/{thread_id}/follow", {"level": "nothing"})
    amina.post(f"/threads/{thread_id}/replies", {"text": "And."})
    assert threads_followed(session)[0] == (AMINA.id, "nothing", "chosen")
    assert shown(amina.get(f"/threads/{thread_id}").text) == ("You chose this.", "nothing")


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("nothing", "You hear nothing about {} here."),
        ("site", "You hear about {} here on the site."),
        ("mail", "You hear about {} here on the site and by mail."),
    ],
)
def test_a_choice_is_kept_and_said(
    amina: HouseClient, session: Session, level: str, says: str, *, htmx: bool
) -> None:
    thread_id = a_thread(session, by=BEN, replies=30).id
    session.commit()
    for path, leads_to, what in (
        (f"/threads/{thread_id}", f"/threads/{thread_id}?page=2#follow", "new replies"),
        ("/spaces/open", "/spaces/open#follow", "new threads"),
    ):
        answer = amina.post(f"{path}/follow", {"level": level}, htmx=htmx)
        if htmx:
            said = json.loads(answer.headers["HX-Trigger"])["announce"]["text"]
            assert answer.text.startswith('<section id="follow"')
            assert shown(answer.text) == ("You chose this.", level)
        else:
            assert (answer.status_code, answer.headers["Location"]) == (303, leads_to)
            page = amina.get(leads_to.partition("#")[0]).text
            said = re.findall(r'<div id="announce"[^>]*>([^<]*)</div>', page)[0]
        assert said == says.format(what)
        assert shown(amina.get(path).text) == ("You chose this.", level)
    assert threads_followed(session)[0] == (AMINA.id, level, "chosen")
    told = select(FollowSpace.person_id, FollowSpace.space_id, FollowSpace.level)
    assert rows(session, told) == [(AMINA.id, OPEN_SPACE, level)]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("typed", [{}, {"level": "all"}, {"level": "chosen"}])
def test_what_is_no_level_changes_nothing(
    amina: HouseClient, session: Session, typed: dict[str, str], *, htmx: bool
) -> None:
    thread_id = a_thread(session, by=BEN).id
    follow_thread(session, AMINA.id, thread_id, "mail")
    session.commit()
    for path in (f"/threads/{thread_id}/follow", "/spaces/open/follow"):
        answer = amina.post(path, typed, htmx=htmx)
        assert answer.status_code == 422
        assert shown(answer.text)[1] == ("mail" if "threads" in path else "nothing")
    assert threads_followed(session)[0] == (AMINA.id, "mail", "chosen")
    assert count(session, FollowSpace) == 0


@pytest.mark.parametrize("htmx", [True, False])
def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread_id = a_thread(session, by=BEN, space=CLOSED_SPACE).id
    session.commit()
    for path in (f"/threads/{thread_id}/follow", "/spaces/closed/follow"):
        assert carol.post(path, {"level": "mail"}, htmx=htmx).status_code == 404
        assert amina.post(path, {"level": "mail"}, htmx=htmx).status_code < 400
    assert [who for who, *_ in threads_followed(session)] == [AMINA.id, BEN.id]


def test_it_is_nobody_elses(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    thread_id = a_thread(session, by=BEN).id
    session.commit()
    before = count(session, AuditLine)
    amina.post(f"/threads/{thread_id}/follow", {"level": "mail"})
    amina.post("/spaces/open/follow", {"level": "mail"})
    assert shown(ben.get("/spaces/open").text) == ("", "nothing")
    assert shown(ben.get(f"/threads/{thread_id}").text)[1] == "site"
    assert count(session, AuditLine) == before


def test_a_choice_and_a_reason_at_the_same_moment(database: Database, session: Session) -> None:
    """Whichever comes first, what was chosen is left."""
    thread_id = a_thread(session, by=BEN).id
    session.commit()

    def press(own: Session, number: int) -> None:
        if number % 2:
            follow_by_itself(own, CAROL.id, thread_id, "mentioned")
        else:
            follow_thread(own, CAROL.id, thread_id, "nothing")
            follow_space(own, CAROL.id, OPEN_SPACE, "mail")

    assert at_once(database, press) == []
    assert threads_followed(session)[-1] == (CAROL.id, "nothing", "chosen")
    assert rows(session, select(FollowSpace.level, FollowSpace.reason)) == [("mail", "chosen")]
