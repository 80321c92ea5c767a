"""What is new since somebody was here: all of it once, only what they may see, in small pieces."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import now
from forum.models import Post, ReadPosition, Thread
from forum.rules.news import LOOKED_THROUGH, NEWS_DAYS
from tests.cast import AMINA, BEN, CLOSED_SPACE, JOINED, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread

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
