"""Saying that news has been read: one thread, or all that was shown, and never back again."""

import json
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from core.db import Database
from core.paging import Cursor
from forum.actions.posts import write_reply
from forum.actions.reading import catch_up
from forum.actions.writing import Written
from forum.models import CaughtUp, Post, ReadPosition, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, JOINED, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.test_numbering import at_once
from tests.reading import rows

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def listed(text: str) -> list[tuple[str, str]]:
    """Each row's address and how much is new in it."""
    return re.findall(
        r'<h2><a href="([^"]+)">[^<]*</a>\s*<span class="badge badge-new">([^<]+)</span>', text
    )


def read(session: Session, thread: Thread, no: int) -> None:
    session.merge(ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=no))
    session.commit()


def alive(session: Session, thread: Thread, moment: datetime) -> None:
    """Have a thread's posts be of this moment."""
    session.execute(update(Thread).where(Thread.id == thread.id).values(last_posted_at=moment))
    session.execute(update(Post).where(Post.thread_id == thread.id).values(posted_at=moment))
    session.commit()


def test_nothing_new_is_said_in_so_many_words(amina: HouseClient) -> None:
    text = amina.get("/new").text
    assert "You have read everything that is new." in text
    assert ("all-read-button" in text, "further back" in text) == (False, False)


@pytest.mark.parametrize("htmx", [True, False])
def test_one_thread_is_marked_as_read_up_to_what_was_shown(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread = a_thread(session, by=BEN, replies=2)
    session.commit()
    [shown] = re.findall(r'name="to" value="(\d+)"', amina.get("/new").text)
    write_reply(session, BEN.identity(), thread.id, Written("Meanwhile."))
    session.commit()
    answer = amina.post(f"/threads/{thread.id}/read", {"to": shown}, htmx=htmx)
    if htmx:
        assert answer.text.startswith(f'<li class="thread" id="new-{thread.id}">')
        assert json.loads(answer.headers["HX-Trigger"])["announce"]["text"] == "Marked as read."
    else:
        assert (answer.status_code, answer.headers["Location"]) == (303, "/new")
    assert listed(amina.get("/new").text) == [(f"/threads/{thread.id}?from=4#p4", "1 new")]


@pytest.mark.parametrize(
    ("told", "left"), [("1", 1), ("", 3), ("x", 3), ("-1", 3), ("99", 3), ("9" * 400, 3), ("٣", 3)]
)
def test_no_thread_is_read_further_than_it_goes(
    amina: HouseClient, session: Session, told: str, left: int
) -> None:
    thread = a_thread(session, by=BEN, replies=2)
    session.commit()
    amina.post(f"/threads/{thread.id}/read", {"to": told})
    assert rows(session, select(ReadPosition.no).where(ReadPosition.person_id == AMINA.id)) == [
        (left,)
    ]


def test_nobody_marks_what_they_may_not_see(carol: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    assert carol.post(f"/threads/{thread.id}/read").status_code == 404


def test_all_is_marked_as_read_up_to_when_it_was_shown(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    before, both = a_thread(session, by=DEV), a_thread(session, by=DEV, replies=4)
    session.commit()
    read(session, both, 2)
    [until] = re.findall(r'name="until" value="([^"]+)"', amina.get("/new").text)
    write_reply(session, DEV.identity(), both.id, Written("Meanwhile."))
    meanwhile = a_thread(session, by=DEV)
    session.commit()
    assert amina.follow("/new/read", {"until": until}).status_code == 200
    assert listed(amina.get("/new").text) == [
        (f"/threads/{meanwhile.id}", "1 new"),
        (f"/threads/{both.id}?from=6#p6", "1 new"),
    ]
    assert [path for path, _ in listed(ben.get("/new").text)] == [
        f"/threads/{thread.id}" for thread in (meanwhile, both, before)
    ]


def micros(moment: datetime) -> str:
    return str(Cursor(moment, 0))


def caught_up(session: Session) -> list[tuple[datetime, ...]]:
    return rows(session, select(CaughtUp.at).where(CaughtUp.person_id == AMINA.id))


def test_nobody_catches_up_with_what_is_still_to_come(amina: HouseClient, session: Session) -> None:
    for told in (micros(now() + timedelta(days=9)), "", "x", "9" * 400):
        begun = now()
        amina.post("/new/read", {"until": told})
        [(moment,)] = caught_up(session)
        assert begun <= moment <= now(), told


def test_it_never_moves_back(amina: HouseClient, database: Database, session: Session) -> None:
    moments = [now() - timedelta(days=number) for number in (5, 2, 9)]
    seen = []
    for moment in moments:
        amina.post("/new/read", {"until": micros(moment)})
        seen += caught_up(session)
    assert seen == [(moments[0],), (moments[1],), (moments[1],)]
    assert (
        at_once(database, lambda own, n: catch_up(own, AMINA.id, moments[1] + timedelta(hours=n)))
        == []
    )
    assert caught_up(session) == [(moments[1] + timedelta(hours=19),)]


def news(client: HouseClient, path: str) -> list[str]:
    return re.findall(r'<span class="badge badge-new">([^<]+)</span>', client.get(path).text)


def test_every_list_knows_that_somebody_has_caught_up(amina: HouseClient, session: Session) -> None:
    old, both, closed = (
        a_thread(session, by=BEN, replies=3, space=space)
        for space in (OPEN_SPACE, OPEN_SPACE, CLOSED_SPACE)
    )
    session.commit()
    amina.post("/new/read")
    for path in ("/", "/spaces", "/spaces/open", "/spaces/closed", "/new"):
        assert news(amina, path) == [], path
    assert 'id="new"' not in amina.get(f"/threads/{old.id}").text
    for thread in (both, closed):
        write_reply(session, BEN.identity(), thread.id, Written("After."))
    session.commit()
    assert news(amina, "/") == ["1 new", "1 new"]
    assert news(amina, "/spaces") == ["1 thread with new posts"] * 2
    assert news(amina, "/spaces/open") == ["1 new"]
    assert news(amina, "/new") == ["1 new", "1 new"]
    text = amina.get(f"/threads/{both.id}").text
    assert re.findall(r'id="(new|p\d+)"', text) == ["p1", "p2", "p3", "p4", "new", "p5"]
    assert f'<a href="/threads/{both.id}?from=5#p5">Go to the first new post</a>' in text


def test_whoever_read_on_after_catching_up_is_where_they_read_to(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    session.commit()
    amina.post("/new/read")
    for _ in range(3):
        write_reply(session, BEN.identity(), thread.id, Written("After."))
    read(session, thread, 6)
    assert news(amina, "/spaces/open") == ["1 new"]
    read(session, thread, 7)
    assert news(amina, "/spaces/open") == []


def test_posts_that_came_from_elsewhere_hide_no_news(amina: HouseClient, session: Session) -> None:
    """A post that was moved here stands after a newer one and is older than the catching up."""
    thread = a_thread(session, by=BEN, replies=1)
    session.commit()
    amina.post("/new/read")
    for _ in range(2):
        write_reply(session, BEN.identity(), thread.id, Written("After."))
    session.execute(update(Post).where(Post.no == 4).values(posted_at=JOINED))
    session.commit()
    assert listed(amina.get("/new").text) == [(f"/threads/{thread.id}?from=3#p3", "2 new")]
