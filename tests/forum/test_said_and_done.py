"""The list “You said, we did”: who sees what, how it is counted, narrowed and paged."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.clock import now, today
from core.db import Database
from core.paging import PAGE_ROWS
from forum.actions.moves import merge_threads
from forum.actions.states import hide_post
from forum.actions.tags import Description, describe_thread
from forum.actions.wishes import mute_word
from forum.models import Decision
from forum.rules.decisions import SILENT_DAYS
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_decision, a_thread, first_post_of
from tests.forum.covered import where
from tests.forum.deciding import take
from tests.reading import rows
from tests.test_query_counts import statements

LIST = "/you-said-we-did"


def titles(answer: TestResponse) -> list[str]:
    return re.findall(r'<h2><a href="/threads/\d+">([^<]*)</a>', answer.text)


def headline(answer: TestResponse) -> str:
    [found] = re.findall(r'id="headline">(?:<strong>)?([^<]*)<', answer.text)
    return str(found)


def test_it_says_what_was_raised_and_what_became_of_it(
    amina: HouseClient, session: Session
) -> None:
    due = today() + timedelta(days=40)
    raised = a_decision(session, by=BEN, title="A kettle & toast")
    take(session, raised.id, "decided", owner_id=DEV.id, due_on=due, words="We <i>buy</i> one.")
    take(session, a_decision(session, by=BEN, title="Chairs").id, "done")
    take(session, a_decision(session, by=BEN, title="A pool").id, "cannot", words="No room.")
    a_decision(session, by=BEN, title="Tea")
    a_thread(session, by=BEN, title="Only talk")
    session.commit()
    page = amina.get(LIST)
    assert titles(page) == ["Tea", "A pool", "Chairs", "A kettle &amp; toast"]
    assert headline(page) == "Of 4 things raised, 1 is done."
    assert "1 can’t be done, and we say why. 2 are on the way." in page.text
    assert "We &lt;i&gt;buy&lt;/i&gt; one." in page.text
    assert "<bdi>Dev</bdi> looks after it" in page.text
    assert f"we hope to do this by {due.day} {due:%B %Y}" in page.text
    assert "Nobody has answered it yet." in page.text
    assert '<span class="badge badge-good">Done</span>' in page.text


def test_a_word_that_one_covers_is_covered_in_what_was_said_too(
    amina: HouseClient, session: Session
) -> None:
    take(session, a_decision(session, by=BEN, title="Tea").id, "done", words="Some zqkettles.")
    mute_word(session, AMINA.id, "zqkettle")
    session.commit()
    assert where(amina.get(LIST).text, "zqkettles") == "covered"


def test_nothing_raised_is_said_kindly(amina: HouseClient) -> None:
    page = amina.get(LIST)
    assert (headline(page), titles(page)) == ("Nothing was raised here yet.", [])


def test_only_what_one_may_see_is_listed_and_counted(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    take(session, a_decision(session, by=BEN, space=CLOSED_SPACE, title="Ours").id, "done")
    a_decision(session, by=BEN, title="Everybody’s")
    hidden = a_decision(session, by=BEN, title="Hidden")
    hide_post(session, DEV.id, first_post_of(session, hidden), "Unkind.")
    session.commit()
    assert titles(amina.get(LIST)) == ["Everybody’s", "Ours"]
    assert headline(amina.get(LIST)) == "Of 2 things raised, 1 is done."
    page = carol.get(LIST)
    assert (titles(page), headline(page)) == (
        ["Everybody’s"],
        "One thing was raised. It is not done yet.",
    )
    assert ("The closed space" in page.text, "The open space" in page.text) == (False, True)
    # Asking for a space that one can't see is asking for nothing in particular.
    assert titles(carol.get(f"{LIST}?space=closed")) == ["Everybody’s"]


def test_late_and_silent_are_said_plainly(amina: HouseClient, session: Session) -> None:
    late, silent = (a_decision(session, by=BEN, title=title) for title in ("Late", "Silent"))
    take(session, late.id, "considered", due_on=today() - timedelta(days=1))
    old = now() - timedelta(days=SILENT_DAYS + 1)
    for stage in ("done", "cannot"):
        take(session, a_decision(session, by=BEN, title="Over").id, stage)
    session.execute(update(Decision).where(Decision.thread_id != late.id).values(changed_at=old))
    a_decision(session, by=BEN, title="Fresh")
    session.commit()
    page = amina.get(LIST)
    assert page.text.count("The day we hoped for has passed. We owe you an answer.") == 1
    assert page.text.count("Nothing was said about this for more than 30 days.") == 1
    assert "2 are late, or silent for more than 30 days. That is on us." in page.text
    assert sorted(titles(amina.get(f"{LIST}?step=waiting"))) == ["Late", "Silent"]
    assert silent.title in titles(page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Closed done", "Open done", "Open said"]),
        ("?step=done", ["Closed done", "Open done"]),
        ("?step=said", ["Open said"]),
        ("?step=cannot", []),
        ("?step=nonsense&space=nowhere", ["Closed done", "Open done", "Open said"]),
        ("?space=closed", ["Closed done"]),
        ("?space=open&step=done", ["Open done"]),
    ],
)
def test_it_can_be_narrowed(
    amina: HouseClient, session: Session, asked: str, found: list[str]
) -> None:
    a_decision(session, by=BEN, title="Open said")
    take(session, a_decision(session, by=BEN, title="Open done").id, "done")
    closed = a_decision(session, by=BEN, space=CLOSED_SPACE, title="Closed done")
    take(session, closed.id, "done")
    session.commit()
    page = amina.get(f"{LIST}{asked}")
    assert titles(page) == found
    assert ("Nothing stands there just now." in page.text) == (not found)


def test_page_after_page_each_once_and_as_few_questions(
    amina: HouseClient, database: Database, session: Session
) -> None:
    for number in range(PAGE_ROWS + 5):
        take(session, a_decision(session, by=BEN, title=f"Number {number}").id, "done")
    session.commit()
    first = amina.get(f"{LIST}?step=done")
    [older] = re.findall(r'href="(/you-said-we-did[^"]*after=[^"]*)"', first.text)
    with statements(database) as asked:
        second = amina.get(older.replace("&amp;", "&"))
    shown = titles(first) + titles(second)
    assert (len(titles(first)), len(set(shown)), len(shown)) == (PAGE_ROWS, 30, 30)
    assert headline(second) == "Of 30 things raised, 30 are done."
    assert len(asked) <= 8


def test_lists_of_threads_say_the_step(amina: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN)
    session.commit()
    for page in ("/spaces/open", "/"):
        assert '<span class="badge">Decision: said</span>' in amina.get(page).text
    take(session, thread.id, "cannot")
    session.commit()
    for page in ("/spaces/open", "/"):
        assert '<span class="badge">Decision: can’t, and why</span>' in amina.get(page).text


@pytest.mark.parametrize("page", ["/spaces", "/"])
def test_there_is_a_way_there(amina: HouseClient, page: str) -> None:
    assert f'<a href="{LIST}">You said, we did</a>' in amina.get(page).text


def test_what_is_no_decision_any_more_is_not_listed(amina: HouseClient, session: Session) -> None:
    thread = a_decision(session, by=BEN, title="Only a talk")
    describe_thread(session, BEN.id, thread.id, Description("talk"))
    session.commit()
    assert titles(amina.get(LIST)) == []
    assert (thread.stage, rows(session, select(Decision.stage))) == (None, [])


def test_of_two_that_become_one_all_that_was_said_stays(
    amina: HouseClient, session: Session
) -> None:
    source, target = (a_decision(session, by=BEN, title=title) for title in ("Tea", "Kettles"))
    take(session, source.id, "decided", owner_id=GRACE.id, words="We buy tea.")
    take(session, target.id, "considered", words="We look for a kettle.")
    merge_threads(session, DEV.id, source.id, target.id)
    session.commit()
    assert titles(amina.get(LIST)) == ["Kettles"]
    page = amina.get(f"/threads/{source.id}/decision")
    assert page.status_code == 302
    assert page.headers["Location"] == f"/threads/{target.id}/decision"
    text = amina.get(f"/threads/{target.id}/decision").text
    assert re.findall(r'aria-current="step">([^<]*)<', text) == ["Considered"]
    for words in (
        "Another decision became part of this one: “Tea”. It stood at “Decided”.",
        "We buy tea.",
        "We look for a kettle.",
    ):
        assert words in text
    assert text.index("We look for a kettle.") < text.index("We buy tea.")


@pytest.mark.parametrize("how", ["print", "text"])
def test_on_paper_the_steps_come_first(amina: HouseClient, session: Session, how: str) -> None:
    thread = a_decision(session, by=BEN, text="First post.")
    take(session, thread.id, "considered", words="We look.")
    take(session, thread.id, "decided", words="We do.", owner_id=DEV.id)
    session.commit()
    text = amina.get(f"/threads/{thread.id}/{how}").text
    places = [text.index(words) for words in ("We look.", "We do.", "First post.")]
    assert places == sorted(places)
    assert "What became of it: decided" in text
    assert "looks after it." in text
    assert AMINA.name not in text.partition("What became")[2].partition("First post")[0]
