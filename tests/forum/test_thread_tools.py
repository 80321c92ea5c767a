"""The page of a thread's tools: who has it, and what each button does."""

import json
import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.audit import AuditLine
from core.clock import now
from forum.models import Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows

STATE = select(
    Thread.pinned_at.is_not(None),
    Thread.locked_because,
    Thread.archived_at.is_not(None),
    Thread.title,
    Thread.version,
)
AUDITED = select(AuditLine.person_id, AuditLine.what).where(AuditLine.thing == "thread")


def state(session: Session) -> tuple[object, ...]:
    [found] = rows(session, STATE)
    return found


def buttons(text: str) -> list[str]:
    """What the buttons of the tools say."""
    return re.findall(r'<section id="[a-z]+-tool".*?<button[^>]*>\s*([^<]+?)\s*<', text, re.S)


def test_who_looks_after_threads_has_every_tool(dev: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    page = dev.get(f"/threads/{thread.id}/tools")
    assert buttons(page.text) == [
        "Keep this",
        "Pin it to the top",
        "Close it to new posts",
        "Keep it for reading",
        "Change the title",
        "Move it",
    ]
    assert f'href="/threads/{thread.id}/split"' in page.text
    assert f'href="/threads/{thread.id}/merge"' in page.text


def test_the_thread_leads_to_them_whom_they_are_for(
    amina: HouseClient, ben: HouseClient, grace: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    link = f'<a href="/threads/{thread.id}/tools">Thread tools</a>'
    shown = [link in who.get(f"/threads/{thread.id}").text for who in (amina, ben, grace)]
    assert shown == [False, True, True]


def test_its_author_pins_nothing(ben: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    page = ben.get(f"/threads/{thread.id}/tools")
    assert page.status_code == 200
    assert "Pin it to the top" not in page.text
    for tool in ("pin", "lock", "archive", "title", "move", "split", "merge"):
        answer = ben.post(f"/threads/{thread.id}/{tool}", {"because": "No.", "title": "No"})
        assert answer.status_code == 403, tool
    assert state(session) == (False, None, False, "A thread", 2)


@pytest.mark.parametrize("htmx", [True, False])
def test_each_button_does_what_it_says(dev: HouseClient, session: Session, *, htmx: bool) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    at = f"/threads/{thread.id}"
    for door, typed, after, said in (
        ("pin", {}, (True, None, False, "A thread"), "It stands at the top of its space now."),
        ("unpin", {}, (False, None, False, "A thread"), "It stands among the others again."),
        (
            "lock",
            {"because": "We meet on Monday."},
            (False, "We meet on Monday.", False, "A thread"),
            "It is closed to new posts now.",
        ),
        ("unlock", {}, (False, None, False, "A thread"), "People can write in it again."),
        ("archive", {}, (False, None, True, "A thread"), "It is kept for reading now."),
        ("unarchive", {}, (False, None, False, "A thread"), "People can write in it again."),
        ("title", {"title": "Better"}, (False, None, False, "Better"), "It has its new title."),
    ):
        answer = dev.post(f"{at}/{door}", typed, htmx=htmx)
        *found, _ = state(session)
        assert tuple(found) == after, door
        if htmx:
            assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": said}}
            assert re.match(r'\s*<section id="[a-z]+-tool"', answer.text)
        else:
            assert (answer.status_code, answer.headers["Location"]) == (303, f"{at}/tools")
            assert said in dev.get(f"{at}/tools").text
    assert state(session)[-1] == 2 + 7
    assert [what for _, what in rows(session, AUDITED)] == [
        "thread_started",
        "thread_pinned",
        "thread_unpinned",
        "thread_locked",
        "thread_unlocked",
        "thread_archived",
        "thread_unarchived",
        "thread_renamed",
    ]


def test_a_second_press_changes_nothing(dev: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"because": "Enough.", "title": "A thread"}
    for door in ("pin", "pin", "lock", "lock", "archive", "archive", "title"):
        assert dev.post(f"/threads/{thread.id}/{door}", typed).status_code == 303
    assert state(session) == (True, "Enough.", True, "A thread", 5)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("door", "field", "sentence"),
    [
        ("lock", "because", "Say why, so that nobody has to guess."),
        ("title", "title", "Give it a title, so that people can find it."),
        ("move", "space", "Choose a space."),
    ],
)
def test_what_is_missing_is_asked_for(
    dev: HouseClient, session: Session, door: str, field: str, sentence: str, *, htmx: bool
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    before = state(session)
    answer = dev.post(f"/threads/{thread.id}/{door}", {field: "  "}, htmx=htmx)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("<title>Error: " in answer.text) is not htmx
    assert state(session) == before


def test_a_reason_that_is_too_long_comes_back(dev: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = "because " * 40
    answer = dev.post(f"/threads/{thread.id}/lock", {"because": typed}, htmx=True)
    assert answer.status_code == 422
    assert f'value="{typed.strip()}"' in answer.text


def test_a_locked_thread_says_why_and_keeps_the_words(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    dev.post(f"/threads/{thread.id}/lock", {"because": "We go on <on> Monday."})
    page = amina.get(f"/threads/{thread.id}").text
    assert '<span class="badge badge-wait">Closed to new posts</span>' in page
    closed = "This thread is closed to new posts. We go on &lt;on&gt; Monday."
    assert f'<p class="govuk-inset-text" id="closed">{closed}</p>' in page
    assert 'id="composer"' not in page
    answer = amina.post(f"/threads/{thread.id}/replies", {"text": "Too late?"})
    assert answer.status_code == 409
    assert ">\nToo late?</textarea>" in answer.text
    assert '<span class="badge">Closed to new posts</span>' in amina.get("/spaces/open").text


def test_its_author_is_told_and_nobody_tells_themselves(dev: HouseClient, session: Session) -> None:
    thread, own = a_thread(session, by=BEN), a_thread(session, title="Mine")
    own.author_id = 4
    session.commit()
    for number in (thread.id, own.id):
        dev.post(f"/threads/{number}/lock", {"because": "Enough."})
    assert rows(session, select(Notice.person_id, Notice.words, Notice.url)) == [
        (BEN.id, "Your thread is closed to new posts now.", f"/threads/{thread.id}")
    ]


def test_pinned_threads_stand_first_and_once(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    old = a_thread(session, by=BEN, title="Old")
    for number in range(26):
        a_thread(session, by=BEN, title=f"New {number}")
    session.commit()
    dev.post(f"/threads/{old.id}/pin")
    first = amina.get("/spaces/open").text
    titles = re.findall(r'<h2><a href="/threads/\d+">([^<]+)</a>', first)
    assert titles[:2] == ["Old", "New 25"]
    assert titles.count("Old") == 1
    assert '<span class="badge">Pinned</span>' in first
    [older] = re.findall(r'rel="next" href="([^"]+)"', first)
    assert ">Old</a>" not in amina.get(older).text


@pytest.mark.parametrize("htmx", [True, False])
def test_five_threads_can_be_pinned(dev: HouseClient, session: Session, *, htmx: bool) -> None:
    for number in range(5):
        a_thread(session, by=BEN, title=f"T{number}")
    session.execute(update(Thread).values(pinned_at=now()))
    elsewhere = a_thread(session, by=BEN, space=CLOSED_SPACE)
    sixth = a_thread(session, by=BEN)
    session.commit()
    answer = dev.post(f"/threads/{sixth.id}/pin", htmx=htmx)
    assert answer.status_code == 409
    assert "5 threads are pinned in this space already" in answer.text
    assert dev.post(f"/threads/{elsewhere.id}/pin", htmx=htmx).status_code < 400
    pinned = select(Thread.space_id).where(Thread.pinned_at.is_not(None)).order_by(Thread.id)
    assert rows(session, pinned) == [(OPEN_SPACE,)] * 5 + [(CLOSED_SPACE,)]


@pytest.mark.parametrize("tool", ["tools", "split", "merge"])
def test_an_outsider_finds_nothing(carol: HouseClient, session: Session, tool: str) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    assert carol.get(f"/threads/{thread.id}/{tool}").status_code == 404


def test_the_author_of_a_waiting_thread_has_tools(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=AMINA)
    session.execute(update(Thread).values(last_post_no=0))
    session.commit()
    assert amina.get(f"/threads/{thread.id}/tools").status_code == 200
