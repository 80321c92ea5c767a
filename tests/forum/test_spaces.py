"""The list of spaces, one space, and the pages of its threads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.clock import now
from core.paging import cursor
from forum.models import Space, Thread
from programme.models import GroupMember
from tests.cast import AMINA, BEN, CLOSED_SPACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import a_space_for_news


def headings(client: HouseClient, path: str) -> list[str]:
    return re.findall(r'<h2><a href="([^"]+)">', client.get(path).text)


def test_spaces_stand_in_the_programmes_order(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    a_space_for_news(session)
    session.get_one(Space, OPEN_SPACE).position = 99
    session.commit()
    assert headings(amina, "/spaces") == ["/spaces/closed", "/spaces/news", "/spaces/open"]
    assert headings(carol, "/spaces") == ["/spaces/news", "/spaces/open"]


def test_a_space_says_when_somebody_wrote_last(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    thread.last_posted_at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    session.commit()
    about = re.findall(r'<p class="about"><span>(.*?)</span>', amina.get("/spaces").text)
    assert [re.sub("<[^>]*>", "", line) for line in about] == [
        "last post 1 March 2026",
        "Nobody has written here yet",
    ]


def test_news_are_counted_on_the_first_page_of_a_space_only(
    amina: HouseClient, session: Session
) -> None:
    told = []
    for _ in range(2):
        for _ in range(24):
            a_thread(session, by=BEN)
        session.commit()
        told += re.findall(r'<span class="badge badge-new">([^<]+)', amina.get("/spaces").text)
    assert told == ["24 threads with new posts", "25 or more threads with new posts"]


@pytest.mark.parametrize("key", ["closed", "nowhere"])
def test_an_outsider_finds_nothing(carol: HouseClient, amina: HouseClient, key: str) -> None:
    assert carol.get(f"/spaces/{key}").status_code == 404
    assert amina.get("/spaces/closed").status_code == 200


def test_whoever_leaves_the_group_leaves_its_space(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=AMINA, space=CLOSED_SPACE)
    session.commit()
    assert amina.get(f"/threads/{thread.id}").status_code == 200
    session.execute(delete(GroupMember).where(GroupMember.person_id == AMINA.id))
    session.commit()
    assert amina.get(f"/threads/{thread.id}").status_code == 404
    assert headings(amina, "/spaces") == ["/spaces/open"]


def test_only_those_who_may_are_asked_to_start(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    a_space_for_news(session)
    session.commit()
    link = 'href="/spaces/news/threads/new"'
    assert [link in who.get("/spaces/news").text for who in (amina, grace)] == [False, True]


def test_sixty_threads_with_ties_are_each_shown_once(amina: HouseClient, session: Session) -> None:
    """Ten moments, six threads each: every page ends in the middle of a tie."""
    moment = now()
    threads = [
        Thread(
            space_id=OPEN_SPACE,
            title=f"T{number}",
            author_id=BEN.id,
            started_at=moment,
            last_post_no=1,
            last_posted_at=moment - timedelta(minutes=number % 10),
        )
        for number in range(60)
    ]
    session.add_all(threads)
    session.commit()
    expected = sorted(threads, key=lambda thread: (thread.last_posted_at, thread.id), reverse=True)
    seen: list[list[int]] = []
    path: str | None = "/spaces/open"
    while path:
        text = amina.get(path).text
        seen.append([int(no) for no in re.findall(r'<h2><a href="/threads/(\d+)"', text)])
        older = re.findall(r'rel="next" href="([^"]+)"', text)
        path = older[0] if older else None
    assert [len(page) for page in seen] == [25, 25, 10]
    assert [number for page in seen for number in page] == [thread.id for thread in expected]


@pytest.mark.parametrize(
    "after",
    ["", "x", "1", "-", "1-", "-1", "9" * 40, f"{'9' * 18}-1", "0-0", "١-١", "1-99999999999"],
)
def test_a_place_that_makes_no_sense_is_no_failure(
    amina: HouseClient, session: Session, after: str
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    shown = headings(amina, f"/spaces/open?after={after}")
    # A place before all time is past the end of the list; anything else is its beginning.
    past_the_end = (found := cursor(after)) is not None and found.at.year < 2000
    assert shown == ([] if past_the_end else [f"/threads/{thread.id}"])
