"""What a thread is about: its kind, its tags, and the event it belongs to."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.clock import now
from forum.models import Decision, DecisionStep, Thread, ThreadTag
from tests.cast import AMINA, BEN, CLOSED_GROUP
from tests.client import HouseClient
from tests.factories import a_thread, an_event
from tests.reading import rows

KINDS = select(Thread.kind, Thread.event_id)
TAGS = select(ThreadTag.tag).order_by(ThreadTag.tag)
NEW = {"title": "Nights", "text": "How do you sleep?", "once": "a"}


def test_a_new_thread_says_what_it_is_about(amina: HouseClient, session: Session) -> None:
    event = an_event(session, title="Better nights")
    session.commit()
    about = {"conversation": "question", "tags": "Sleep, night shifts", "event": str(event.id)}
    page = amina.follow("/spaces/open/threads/new", {**NEW, **about})
    assert rows(session, KINDS) == [("question", event.id)]
    assert rows(session, TAGS) == [("night-shifts",), ("sleep",)]
    assert '<span class="badge">Question</span>' in page.text
    assert '<li><a href="/tags/night-shifts">night-shifts</a></li>' in page.text
    assert f'About the event: <a href="/events/{event.id}">Better nights</a>' in page.text
    assert '<span class="badge">Question</span>' in amina.get("/spaces/open").text


def test_saying_nothing_is_a_talk(amina: HouseClient, session: Session) -> None:
    amina.post("/spaces/open/threads/new", {**NEW, "conversation": "quarrel", "event": "77"})
    assert (rows(session, KINDS), rows(session, TAGS)) == ([("talk", None)], [])
    page = amina.get("/spaces/open/threads/new").text
    assert re.findall(r'name="conversation"[^>]*value="(\w+)" checked', page) == ["talk"]
    # Where there are no events nobody is asked for one.
    assert 'name="event"' not in page


def test_one_press_sent_twice_is_one_thread(amina: HouseClient, session: Session) -> None:
    for _ in "ab":
        amina.post("/spaces/open/threads/new", {**NEW, "conversation": "decision", "tags": "a"})
    assert rows(session, KINDS) == [("decision", None)]
    assert rows(session, select(Decision.stage, Decision.owner_id)) == [("said", None)]


@pytest.mark.parametrize("where", ["new", "tools"])
def test_tags_that_can_not_be_come_back(amina: HouseClient, session: Session, where: str) -> None:
    thread = a_thread(session)
    session.commit()
    at = "/spaces/open/threads/new" if where == "new" else f"/threads/{thread.id}/description"
    typed = {**NEW, "conversation": "question", "tags": "a, b, c, d, e, f"}
    answer = amina.post(at, typed)
    assert answer.status_code == 422
    assert "5 tags are the most there is room for." in answer.text
    assert 'value="a, b, c, d, e, f"' in answer.text
    assert re.search(r'value="question" checked', answer.text)
    assert rows(session, KINDS) == [("talk", None)]


@pytest.mark.parametrize("htmx", [True, False])
def test_its_author_and_those_who_look_after_threads_describe_it(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread = a_thread(session, by=AMINA)
    session.commit()
    at = f"/threads/{thread.id}/description"
    assert ben.post(at, {"tags": "mine"}, htmx=htmx).status_code == 403
    assert amina.post(at, {"tags": "sleep, nights"}, htmx=htmx).status_code < 400
    assert rows(session, TAGS) == [("nights",), ("sleep",)]
    answer = dev.post(at, {"tags": "sleep, tea", "conversation": "question"}, htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert rows(session, TAGS) == [("sleep",), ("tea",)]
    # The first two are of the post; saying the same again changes nothing.
    dev.post(at, {"tags": "tea, Sleep", "conversation": "question"}, htmx=htmx)
    assert rows(session, select(Thread.kind, Thread.version)) == [("question", 4)]


def test_an_event_is_told_to_those_who_may_see_it(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    event = an_event(session, title="Ours alone", group=CLOSED_GROUP)
    thread = a_thread(session, by=BEN)
    thread.event_id = event.id
    session.commit()
    shown = ["Ours alone" in who.get(f"/threads/{thread.id}").text for who in (amina, carol)]
    assert shown == [True, False]


def test_only_events_one_may_see_are_offered(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    long_over = now() - timedelta(days=90)
    an_event(session, title="Coming")
    an_event(session, title="Long over", starts_at=long_over)
    an_event(session, title="Not to be", cancelled=True)
    an_event(session, title="A draft", published=False)
    closed = an_event(session, title="Ours alone", group=CLOSED_GROUP)
    session.commit()

    def offered(client: HouseClient) -> list[str]:
        text = client.get("/spaces/open/threads/new").text
        return re.findall(r'<option value="\d+">\s*([^<,]+), ', text)

    assert (offered(amina), offered(carol)) == (["Coming", "Ours alone"], ["Coming"])
    carol.post("/spaces/open/threads/new", {**NEW, "event": str(closed.id)})
    assert rows(session, KINDS) == [("talk", None)]


def test_an_event_that_one_may_not_see_stays_chosen(
    carol: HouseClient, amina: HouseClient, session: Session
) -> None:
    event = an_event(session, title="Ours alone", group=CLOSED_GROUP)
    thread = a_thread(session, by=BEN)
    thread.author_id, thread.event_id = 5, event.id
    session.commit()
    carol.post(f"/threads/{thread.id}/description", {"tags": "tea"})
    assert rows(session, KINDS) == [("talk", event.id)]
    session.execute(update(Thread).values(author_id=AMINA.id))
    session.commit()
    amina.post(f"/threads/{thread.id}/description", {"tags": "tea", "event": ""})
    assert rows(session, KINDS) == [("talk", None)]


def test_an_event_leads_to_the_threads_about_it(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    event = an_event(session, title="Better nights")
    for title, space in (("Before we meet", 1), ("Between us", 2)):
        a_thread(session, by=BEN, space=space, title=title).event_id = event.id
    session.commit()

    def talk(client: HouseClient) -> list[str]:
        text = client.get(f"/events/{event.id}").text
        return re.findall(r'<li><a href="/threads/\d+">([^<]+)</a>', text)

    assert talk(amina) == ["Between us", "Before we meet"]
    assert talk(carol) == ["Before we meet"]
    other = an_event(session)
    session.commit()
    assert "Talk about it" not in amina.get(f"/events/{other.id}").text


def test_a_decision_in_which_a_step_was_taken_stays_one(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session)
    session.commit()
    at = f"/threads/{thread.id}/description"
    amina.post(at, {"conversation": "decision"})
    amina.post(at, {"conversation": "talk"})
    assert rows(session, select(Decision.stage)) == []
    amina.post(at, {"conversation": "decision"})
    me = session.scalars(select(Person.id).where(Person.id == AMINA.id)).one()
    session.add(DecisionStep(thread_id=thread.id, stage="considered", words="", by_id=me, at=now()))
    session.commit()
    answer = amina.post(at, {"conversation": "talk", "tags": "tea"})
    assert answer.status_code == 409
    assert "So it stays a decision" in answer.text
    assert 'value="tea"' in answer.text
    assert (rows(session, KINDS), rows(session, TAGS)) == ([("decision", None)], [])
