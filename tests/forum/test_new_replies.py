"""New replies from others, on a page that stays open: told each minute, shown when asked for."""

import json
import re
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from accounts.actions.mutes import mute_person
from core.clock import now
from forum.actions.changes import withdraw_post
from forum.actions.posts import write_reply
from forum.actions.states import hide_post
from forum.actions.writing import Written
from forum.models import Post, ReadPosition, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, GRACE, Member
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import a_space_for_news, posts_in, value_of
from tests.reading import rows


def reply(session: Session, thread: Thread, who: Member, *, anonymous: bool = False) -> int:
    """The number of a new post in the database."""
    words = Written(f"Yes, {uuid4()}.", anonymous=anonymous)
    return write_reply(session, who.identity(), thread.id, words).id


def said(answer: TestResponse) -> str | None:
    told = answer.headers.get("HX-Trigger")
    return json.loads(told)["announce"]["text"] if told else None


def asks(answer: TestResponse) -> list[str]:
    """What an answer goes on asking for."""
    found = re.findall(r'<div id="news" class="news" hx-get="([^"]*)"', answer.text)
    return [address.replace("&amp;", "&") for address in found]


@pytest.fixture
def thread(session: Session) -> Thread:
    """A thread of three posts by Ben."""
    found = a_thread(session, by=BEN, replies=2)
    session.commit()
    return found


def test_a_page_asks_and_is_told_once(amina: HouseClient, session: Session, thread: Thread) -> None:
    [asked] = asks(amina.get(f"/threads/{thread.id}"))
    assert asked == f"/threads/{thread.id}/news?after=3"
    assert (amina.get(asked, htmx=True).status_code, amina.get(asked, htmx=True).text) == (204, "")
    reply(session, thread, BEN)
    reply(session, thread, DEV)
    session.commit()
    told = amina.get(asked, htmx=True)
    assert (told.status_code, said(told)) == (200, "2 new replies")
    assert "Show 2 new replies</button>" in told.text
    assert asks(told) == [f"{asked}&told=2"]
    assert amina.get(f"{asked}&told=2", htmx=True).status_code == 204
    reply(session, thread, DEV)
    session.commit()
    assert said(amina.get(f"{asked}&told=2", htmx=True)) == "3 new replies"


def test_only_pressing_the_button_reads(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    amina.get(f"/threads/{thread.id}")
    reply(session, thread, BEN)
    reply(session, thread, DEV)
    session.commit()
    mine = select(ReadPosition.no).where(ReadPosition.person_id == AMINA.id)
    amina.get(f"/threads/{thread.id}/news?after=3", htmx=True)
    assert rows(session, mine) == [(3,)]
    shown = amina.post(f"/threads/{thread.id}/news", {"after": "3"}, htmx=True)
    assert rows(session, mine) == [(5,)]
    assert shown.text.startswith('<div id="after-3" class="posts">')
    assert posts_in(shown) == [4, 5]
    assert re.findall(r'id="([^"]*)" tabindex="-1" data-focus', shown.text) == ["new-4"]
    assert asks(shown) == [f"/threads/{thread.id}/news?after=5"]
    assert said(shown) == "The new replies are below."
    assert f'hx-get="/threads/{thread.id}/news' in amina.get(f"/threads/{thread.id}").text


def test_without_a_script_it_leads_to_the_first_of_them(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    reply(session, thread, BEN)
    session.commit()
    first = f"/threads/{thread.id}?from=4#p4"
    answer = amina.post(f"/threads/{thread.id}/news", {"after": "3"})
    assert (answer.status_code, answer.headers["Location"]) == (303, first)
    answer = amina.get(f"/threads/{thread.id}/news?after=3")
    assert (answer.status_code, answer.headers["Location"]) == (302, first)


def test_more_than_a_page_comes_in_turn(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    for _ in range(27):
        reply(session, thread, BEN)
    session.commit()
    shown = amina.post(f"/threads/{thread.id}/news", {"after": "3"}, htmx=True)
    assert posts_in(shown) == list(range(4, 29))
    assert asks(shown) == [f"/threads/{thread.id}/news?after=28&told=2"]
    assert "Show 2 new replies</button>" in shown.text
    assert rows(session, select(ReadPosition.no).where(ReadPosition.person_id == AMINA.id)) == [
        (28,)
    ]


def test_ones_own_replies_are_no_news(ben: HouseClient, session: Session, thread: Thread) -> None:
    reply(session, thread, BEN)
    session.commit()
    assert ben.get(f"/threads/{thread.id}/news?after=3", htmx=True).status_code == 204
    reply(session, thread, DEV)
    session.commit()
    assert said(ben.get(f"/threads/{thread.id}/news?after=3", htmx=True)) == "1 new reply"


def test_after_a_reply_of_ones_own_what_it_showed_is_no_news(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    reply(session, thread, DEV)
    session.commit()
    typed = {"text": "Mine.", "once": "a", "shown": "3"}
    answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
    assert posts_in(answer) == [4, 5]
    assert asks(answer) == [f"/threads/{thread.id}/news?after=5"]
    # What was shown by the button stands in what the next reply replaces, and comes with it again.
    again = {"text": "More.", "once": value_of(answer, "once"), "shown": value_of(answer, "shown")}
    assert posts_in(amina.post(f"/threads/{thread.id}/replies", again, htmx=True)) == [4, 5, 6]


def test_what_nobody_reads_is_no_news(amina: HouseClient, session: Session, thread: Thread) -> None:
    """Each of them was told before it was hidden, taken back or muted, but for what never stood."""
    after = f"/threads/{thread.id}/news?after=3"
    hidden, withdrawn = reply(session, thread, BEN), reply(session, thread, BEN)
    reply(session, thread, GRACE)
    session.commit()
    assert said(amina.get(after, htmx=True)) == "3 new replies"
    hide_post(session, DEV.id, hidden, "Unkind.")
    withdraw_post(session, BEN.identity(), withdrawn)
    mute_person(session, AMINA.id, GRACE.id)
    pending = session.get_one(Post, reply(session, thread, BEN))
    pending.state = "pending"
    session.commit()
    assert amina.get(after, htmx=True).status_code == 204
    gone = amina.get(f"{after}&told=3", htmx=True)
    assert (gone.status_code, said(gone), "<button" in gone.text) == (200, None, False)
    # Nobody finds out who wrote without their name by muting people.
    reply(session, thread, GRACE, anonymous=True)
    session.commit()
    assert said(amina.get(after, htmx=True)) == "1 new reply"


def test_nobody_is_told_of_what_they_can_not_see(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE, replies=1)
    session.commit()
    address = f"/threads/{thread.id}/news?after=1"
    assert said(amina.get(address, htmx=True)) == "1 new reply"
    assert [who.status_code for who in (carol.get(address), carol.get(address, htmx=True))] == [
        404,
        404,
    ]
    assert carol.post(f"/threads/{thread.id}/news", {"after": "1"}, htmx=True).status_code == 404
    session.execute(update(Thread).values(hidden_at=now()))
    session.commit()
    assert amina.get(address, htmx=True).status_code == 404


def test_those_who_only_read_are_told_too(amina: HouseClient, session: Session) -> None:
    a_space_for_news(session)
    thread = a_thread(session, by=GRACE, space=3)
    session.commit()
    assert asks(amina.get(f"/threads/{thread.id}")) == [f"/threads/{thread.id}/news?after=1"]


def test_where_nobody_writes_nothing_is_asked(
    amina: HouseClient, session: Session, thread: Thread
) -> None:
    long = a_thread(session, by=BEN, replies=25)
    session.execute(update(Thread).where(Thread.id == thread.id).values(archived_at=now()))
    session.commit()
    pages = (f"/threads/{thread.id}", f"/threads/{long.id}", f"/threads/{long.id}?page=2")
    asked = [asks(amina.get(page)) for page in pages]
    assert asked == [[], [], [f"/threads/{long.id}/news?after=26"]]
