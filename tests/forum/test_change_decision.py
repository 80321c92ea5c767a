"""Move a decision on: who may, what is kept, what comes back."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.clock import today
from core.db import Database
from forum.actions.decisions import Step, change_decision
from forum.models import DecisionStep, Post, Thread
from forum.rules.decisions import MOST_STEPS_SHOWN, ChangedMeanwhile, NothingToDecide
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_decision, a_thread, first_post_of
from tests.forum.deciding import OF_THREAD, STANDS, steps, take, typed
from tests.reading import rows
from tests.test_query_counts import statements


def at(thread: Thread) -> str:
    return f"/threads/{thread.id}/decision"


@pytest.mark.parametrize("htmx", [True, False])
def test_a_step_is_kept_and_shown(grace: HouseClient, session: Session, *, htmx: bool) -> None:
    thread = a_decision(session, by=BEN, title="Tea at night")
    session.commit()
    due = today() + timedelta(days=30)
    told = typed("decided", owner="Dev", due=due.isoformat(), told="We buy a kettle.", post="#1")
    answer = grace.post(at(thread), told, htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    page = answer.text if htmx else grace.get(at(thread)).text
    assert rows(session, STANDS) == [("decided", DEV.id, due, 2)]
    assert rows(session, OF_THREAD) == [("decided",)]
    assert steps(session) == [("decided", "We buy a kettle.", GRACE.id)]
    kept = select(DecisionStep.owner_id, DecisionStep.due_on, DecisionStep.post_id)
    assert rows(session, kept) == [(DEV.id, due, first_post_of(session, thread))]
    assert '<p class="as-typed decision-words">We buy a kettle.</p>' in page
    assert "<strong><bdi>Dev</bdi></strong> looks after it. We hope to do this by" in page
    assert f"{due.day} {due:%B %Y}" in page
    assert re.findall(r'aria-current="step">([^<]*)<', page) == ["Decided"]
    assert "Post 1 sums it up" in page
    audited = select(AuditLine.person_id, AuditLine.what).where(
        AuditLine.what == "decision_changed"
    )
    assert rows(session, audited) == [(GRACE.id, "decision_changed")]


def test_the_thread_shows_the_same_and_says_who_may(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    thread = a_decision(session, by=BEN)
    take(session, thread.id, "done", words="A <b>kettle</b> stands there.")
    session.commit()
    link = f'<a href="{at(thread)}">Say what happens now</a>'
    for who, may in ((amina, False), (grace, True)):
        text = who.get(f"/threads/{thread.id}").text
        assert "A &lt;b&gt;kettle&lt;/b&gt; stands there." in text
        assert (link in text, 'id="change-decision"' in text) == (may, False)
        assert ('id="change-decision"' in who.get(at(thread)).text) is may


def test_who_may(visitor: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    whos = [visitor.as_(who) for who in (AMINA, BEN, CAROL, DEV, GRACE)]
    assert [who.get(at(thread)).status_code for who in whos] == [200, 200, 404, 200, 200]
    assert [who.post(at(thread), typed("nowhere")).status_code for who in whos] == [
        403,
        403,
        404,
        422,
        422,
    ]
    assert steps(session) == []


@pytest.mark.parametrize("htmx", [True, False])
def test_of_two_at_once_the_second_keeps_their_words(
    grace: HouseClient, dev: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread = a_decision(session, by=BEN)
    session.commit()
    assert dev.post(at(thread), typed(told="Dev asks the ward.")).status_code == 303
    late = typed("cannot", told="There is no money. Sorry.", due="x", owner="Dev")
    answer = grace.post(at(thread), late, htmx=htmx)
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing." in answer.text
    assert "Dev asks the ward." in answer.text
    assert ">\nThere is no money. Sorry.</textarea>" in answer.text
    assert steps(session) == [("considered", "Dev asks the ward.", DEV.id)]
    # What comes back can be sent as it is.
    [version] = re.findall(r'name="version" value="(\d+)"', answer.text)
    assert grace.post(at(thread), {**late, "version": version}).status_code == 303
    assert [stage for stage, *_ in steps(session)] == ["considered", "cannot"]


def test_the_same_twice_is_once(grace: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN)
    session.commit()
    assert [grace.post(at(thread), typed()).status_code for _ in "ab"] == [303, 303]
    assert steps(session) == [("considered", "We look into it.", GRACE.id)]


TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"stage": ""}, "Pick where it stands now."),
        ({"stage": "eaten"}, "Not a valid choice"),
        ({"told": " "}, "Write a sentence or two, so that people know what happened."),
        ({"told": "w" * 2_001}, "This can be 2,000 characters at most."),
        ({"stage": "decided"}, "Say who looks after it"),
        ({"owner": "Nobody Here"}, "Nobody of that name can read this thread."),
        ({"owner": "Carol"}, "Nobody of that name can read this thread."),
        ({"due": "soon"}, "Write a date, such as 3 March 2027."),
        ({"due": "3 March 2020"}, "That day has passed."),
        ({"post": "twelve"}, "Write the number of a post, such as 12."),
        ({"post": "99"}, "There is no post of that number to read in this thread."),
    ],
)
def test_what_does_not_fit_comes_back(
    grace: HouseClient, session: Session, wrong: dict[str, str], says: str, *, htmx: bool
) -> None:
    thread = a_decision(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    right = typed(owner="Dev", due=TOMORROW, post="1", told="Kept words.")
    sent = {**right, **({"owner": ""} if wrong == {"stage": "decided"} else {}), **wrong}
    answer = grace.post(at(thread), sent, htmx=htmx)
    assert answer.status_code == 422
    assert says in answer.text
    for name in ("owner", "due", "post"):
        if sent[name]:
            assert f'value="{sent[name]}"' in answer.text
    assert f">\n{sent['told'].strip()}</textarea>" in answer.text
    assert (steps(session), rows(session, STANDS)) == ([], [("said", None, None, 1)])


def test_it_can_go_back_and_nothing_that_was_said_is_lost(
    grace: HouseClient, session: Session
) -> None:
    thread = a_decision(session, by=BEN)
    session.commit()
    for version, stage in enumerate(("decided", "done", "considered"), start=1):
        told = typed(stage, version, told=f"Words of {stage}.", owner="Grace")
        assert grace.post(at(thread), told).status_code == 303
    text = grace.get(at(thread)).text
    history = text.partition('id="decision-history"')[2]
    assert re.findall(r'<p class="as-typed">(.*?)</p>', history) == [
        "Words of considered.",
        "Words of done.",
        "Words of decided.",
    ]
    assert rows(session, OF_THREAD) == [("considered",)]


def test_a_post_that_is_hidden_later_is_no_link(grace: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN)
    post_id = first_post_of(session, thread)
    take(session, thread.id, "considered", post_id=post_id)
    session.commit()
    assert "Post 1 sums it up" in grace.get(at(thread)).text
    answer = grace.post(at(thread), typed("considered", 2, told="More.", post="1"))
    assert answer.status_code == 303


def test_an_anonymous_author_is_not_offered_as_an_owner(
    grace: HouseClient, session: Session
) -> None:
    thread = a_decision(session, by=BEN)
    thread.anonymous = True
    session.get_one(Post, first_post_of(session, thread)).anonymous = True
    session.commit()
    offered = re.findall(r'<option value="([^"]*)">', grace.get(at(thread)).text)
    assert offered == ["Dev", "Grace"]
    session.get_one(Post, first_post_of(session, thread)).anonymous = False
    session.commit()
    offered = re.findall(r'<option value="([^"]*)">', grace.get(at(thread)).text)
    assert offered == ["Ben", "Dev", "Grace"]


def test_a_thread_without_a_decision_says_so(grace: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    page = grace.get(at(thread))
    assert (page.status_code, "Nothing is being decided here" in page.text) == (200, True)
    assert 'id="decision"' not in grace.get(f"/threads/{thread.id}").text
    answer = grace.post(at(thread), typed())
    assert (answer.status_code, "Nothing is being decided" in answer.text) == (409, True)
    with pytest.raises(NothingToDecide):
        change_decision(session, GRACE.id, thread.id, Step("done", "Words."), 1)


def test_an_old_version_is_refused_whoever_it_is(session: Session) -> None:
    thread = a_decision(session, by=BEN)
    take(session, thread.id, "considered")
    with pytest.raises(ChangedMeanwhile):
        change_decision(session, GRACE.id, thread.id, Step("done", "Words."), 1)


def test_a_day_that_passed_is_said_plainly(amina: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN)
    take(session, thread.id, "considered", due_on=today() - timedelta(days=1))
    session.commit()
    assert "The day we hoped for has passed." in amina.get(f"/threads/{thread.id}").text


def test_many_steps_ask_no_more_of_the_database(
    database: Database, grace: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_decision(session, by=BEN)
    take(session, thread.id, "considered")
    session.commit()
    pages = ((grace, at(thread)), (amina, at(thread)), (amina, f"/threads/{thread.id}"))
    for client, _ in pages:
        client.get(f"/threads/{thread.id}")
    few = []
    for client, path in pages:
        with statements(database) as asked:
            assert client.get(path).status_code == 200
        few.append(len(asked))
    assert max(few) <= 8
    for _ in range(MOST_STEPS_SHOWN + 5):
        take(session, thread.id, "considered")
    session.commit()
    for (client, path), before in zip(pages, few, strict=True):
        client.get(path)
        with statements(database) as asked:
            text = client.get(path).text
        assert len(asked) == before
        assert text.count("<strong>Considered</strong>") == MOST_STEPS_SHOWN


def test_whoever_can_not_see_it_any_more_looks_after_it_no_more(
    dev: HouseClient, session: Session
) -> None:
    thread = a_decision(session, by=BEN)
    take(session, thread.id, "decided", owner_id=CAROL.id, due_on=date(2099, 1, 1))
    session.commit()
    assert dev.post(f"/threads/{thread.id}/move", {"space": "closed"}).status_code == 303
    assert rows(session, STANDS) == [("decided", None, date(2099, 1, 1), 3)]
    text = dev.get(f"/threads/{thread.id}").text
    assert "looks after it" not in text
