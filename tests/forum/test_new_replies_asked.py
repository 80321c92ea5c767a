"""What it costs that a page asks for new replies by itself: one small statement, and no visit."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import SignIn
from core.clock import now
from core.db import Database
from forum.models import Thread
from forum.rules.news import new_replies_in_words
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in
from tests.forum.test_new_replies import reply, said
from tests.reading import rows
from tests.test_query_counts import statements


@pytest.fixture
def thread(session: Session) -> Thread:
    """A thread of three posts by Ben."""
    found = a_thread(session, by=BEN, replies=2)
    session.commit()
    return found


def seen_at(session: Session) -> datetime:
    [(moment,)] = rows(session, select(SignIn.seen_at).where(SignIn.id == AMINA.id))
    return moment


def test_asking_keeps_no_sign_in_alive(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    """A page that stays open asks for ever; only somebody who does something is here."""
    long_ago = now() - timedelta(hours=1)
    session.execute(update(SignIn).values(seen_at=long_ago))
    session.commit()
    before = seen_at(session)
    for htmx in (True, False):
        amina.get(f"/threads/{thread.id}/news?after=3", htmx=htmx)
    assert seen_at(session) == before
    amina.get(f"/threads/{thread.id}")
    assert seen_at(session) > before


def test_who_is_signed_out_is_led_nowhere(
    visitor: HouseClient, session: Session, thread: Thread
) -> None:
    """Somebody may be writing on that page: it stays, and its words with it."""
    answer = visitor.get(f"/threads/{thread.id}/news?after=3", htmx=True)
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (401, None)
    answer = visitor.get(f"/threads/{thread.id}", htmx=True)
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (401, "/sign-in")


@pytest.mark.parametrize("replies", [0, 1, 120])
def test_it_costs_one_small_statement(
    amina: HouseClient, database: Database, session: Session, thread: Thread, replies: int
) -> None:
    for _ in range(replies):
        reply(session, thread, BEN)
    session.commit()
    with statements(database) as asked:
        answer = amina.get(f"/threads/{thread.id}/news?after=3", htmx=True)
    assert len(asked) == 2, "\n".join(asked)
    assert "sign_in" in asked[0]
    assert said(answer) == (new_replies_in_words(replies) if replies else None)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 new reply"),
        (2, "2 new replies"),
        (99, "99 new replies"),
        (100, "100 or more new replies"),
    ],
)
def test_what_is_new_in_words(count: int, words: str) -> None:
    assert new_replies_in_words(count) == words


@pytest.mark.parametrize("told", ["", "-1", "x", "9" * 400, "٣", "1.0"])
def test_numbers_that_are_none_are_the_beginning(
    amina: HouseClient, thread: Thread, told: str
) -> None:
    asked = amina.get(f"/threads/{thread.id}/news?after={told}&told={told}", htmx=True)
    assert said(asked) == "3 new replies"
    shown = amina.post(f"/threads/{thread.id}/news", {"after": told}, htmx=True)
    assert posts_in(shown) == [1, 2, 3]
