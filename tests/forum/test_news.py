"""What is new since somebody was here: all of it once, only what they may see, in small pieces."""

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
from forum.rules.news import LOOKED_THROUGH, NEWS_DAYS
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


def test_what_is_not_read_is_listed_with_the_way_to_it(
    amina: HouseClient, session: Session
) -> None:
    unread, partly, whole = (a_thread(session, by=BEN, replies=30) for _ in range(3))
    a_thread(session, by=AMINA)
    read(session, partly, 28)
    read(session, whole, 31)
    text = amina.get("/new").text
    assert listed(text) == [
        (f"/threads/{partly.id}?from=29#p29", "3 new"),
        (f"/threads/{unread.id}", "31 new"),
    ]
    assert text.count("<span>in The open space</span>") == 2


def test_a_large_number_is_not_told(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    for last_no, told in ((99, "99 new"), (100, "100 or more new"), (4000, "100 or more new")):
        session.execute(update(Thread).where(Thread.id == thread.id).values(last_post_no=last_no))
        session.commit()
        assert listed(amina.get("/new").text) == [(f"/threads/{thread.id}", told)]


def test_an_outsider_hears_nothing_of_a_closed_space(
    carol: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE, title="zqours")
    session.commit()
    assert [listed(client.get("/new").text) for client in (carol, amina)] == [
        [],
        [(f"/threads/{thread.id}", "1 new")],
    ]
    assert "zqours" not in carol.get("/new").text


@pytest.mark.parametrize("change", ["hidden_at", "merged_into_id", "last_post_no"])
def test_what_is_not_listed_elsewhere_is_not_new(
    amina: HouseClient, session: Session, change: str
) -> None:
    there = a_thread(session, by=BEN)
    here = a_thread(session, by=BEN)
    values = {"hidden_at": now(), "merged_into_id": there.id, "last_post_no": 0}
    session.execute(update(Thread).where(Thread.id == here.id).values({change: values[change]}))
    session.commit()
    assert listed(amina.get("/new").text) == [(f"/threads/{there.id}", "1 new")]


def test_what_was_there_before_they_joined_or_is_long_past_is_not_new(
    amina: HouseClient, session: Session
) -> None:
    just, past = a_thread(session, by=BEN), a_thread(session, by=BEN)
    bound = now() - timedelta(days=NEWS_DAYS)
    alive(session, just, bound + timedelta(hours=1))
    alive(session, past, bound - timedelta(hours=1))
    assert listed(amina.get("/new").text) == [(f"/threads/{just.id}", "1 new")]
    alive(session, just, JOINED)
    assert listed(amina.get("/new").text) == []


def test_sixty_threads_with_ties_are_each_shown_once(amina: HouseClient, session: Session) -> None:
    """Ten moments, six threads each, half of them read: every page ends in the middle of a tie."""
    moment = now() - timedelta(hours=1)
    threads = [
        Thread(
            space_id=OPEN_SPACE,
            title=f"T{number}",
            author_id=BEN.id,
            started_at=moment,
            last_post_no=1,
            last_posted_at=moment - timedelta(minutes=number % 10),
        )
        for number in range(120)
    ]
    session.add_all(threads)
    session.flush()
    session.add_all(
        ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=1) for thread in threads[60:]
    )
    session.commit()
    expected = sorted(
        threads[:60], key=lambda thread: (thread.last_posted_at, thread.id), reverse=True
    )
    seen = pages(amina)
    assert [len(page) for page in seen] == [25, 25, 10]
    assert [int(path.split("/")[2]) for page in seen for path, _ in page] == [
        thread.id for thread in expected
    ]


def pages(client: HouseClient) -> list[list[tuple[str, str]]]:
    """The rows of each page, from the first to the last."""
    found: list[list[tuple[str, str]]] = []
    path: str | None = "/new"
    while path:
        text = client.get(path).text
        found.append(listed(text))
        older = re.findall(r'rel="next" href="([^"]+)"', text)
        path = older[0] if older else None
    return found


def test_a_page_looks_through_so_many_threads_and_no_more(
    amina: HouseClient, session: Session
) -> None:
    moment = now() - timedelta(hours=1)
    threads = [
        Thread(
            space_id=OPEN_SPACE,
            title=f"T{number}",
            author_id=BEN.id,
            started_at=moment,
            last_post_no=1,
            last_posted_at=moment - timedelta(seconds=number),
        )
        for number in range(2 * LOOKED_THROUGH + 10)
    ]
    session.add_all(threads)
    session.flush()
    new = {0, LOOKED_THROUGH - 1, LOOKED_THROUGH, 2 * LOOKED_THROUGH + 5}
    session.add_all(
        ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=1)
        for number, thread in enumerate(threads)
        if number not in new
    )
    session.commit()
    titles = [[re.findall(r"\d+", path)[0] for path, _ in page] for page in pages(amina)]
    at = {str(thread.id): number for number, thread in enumerate(threads)}
    assert [[at[number] for number in page] for page in titles] == [
        [0, LOOKED_THROUGH - 1],
        [LOOKED_THROUGH],
        [2 * LOOKED_THROUGH + 5],
    ]
    first = amina.get("/new").text
    assert "There may be more further back." in first
    for thread in (threads[0], threads[LOOKED_THROUGH - 1]):
        read(session, thread, 1)
    text = amina.get("/new").text
    assert "You have read everything that is new." in text
    assert "There may be something that you have not read further back." in text


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
