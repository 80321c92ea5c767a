"""All tags and the threads under one, as far as somebody may see them."""

import re
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import now
from forum.actions.moves import merge_threads
from forum.models import Thread, ThreadTag
from tests.cast import BEN, CLOSED_SPACE, DEV
from tests.client import HouseClient
from tests.factories import a_thread


def tagged(session: Session, *tags: str, space: int = 1, title: str = "A thread") -> int:
    thread = a_thread(session, by=BEN, space=space, title=title)
    session.add_all(ThreadTag(thread_id=thread.id, tag=tag) for tag in tags)
    session.flush()
    return thread.id


def links(client: HouseClient, path: str, to: str) -> list[str]:
    return re.findall(rf'<a href="/{to}/([^"?]+)', client.get(path).text)


def test_tags_stand_from_a_to_z_and_nobody_counts_them(
    amina: HouseClient, session: Session
) -> None:
    tagged(session, "sleep", "night-shifts")
    tagged(session, "sleep", "1-in-4")
    session.commit()
    page = amina.get("/tags")
    assert re.findall(r'<li><a href="/tags/([^"]+)">([^<]+)</a></li>', page.text) == [
        ("1-in-4", "1-in-4"),
        ("night-shifts", "night-shifts"),
        ("sleep", "sleep"),
    ]


def test_what_may_not_be_seen_has_no_tag(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    tagged(session, "ours", "sleep", space=CLOSED_SPACE)
    hidden = tagged(session, "hidden")
    session.execute(update(Thread).where(Thread.id == hidden).values(hidden_at=now()))
    tagged(session, "sleep")
    session.commit()
    assert links(amina, "/tags", "tags") == ["ours", "sleep"]
    assert links(carol, "/tags", "tags") == ["sleep"]
    for tag, expected in (("ours", [200, 404]), ("hidden", [404, 404]), ("none", [404, 404])):
        assert [who.get(f"/tags/{tag}").status_code for who in (amina, carol)] == expected
    assert len(links(amina, "/tags/sleep", "threads")) == 2
    assert len(links(carol, "/tags/sleep", "threads")) == 1


def test_a_page_of_tags_leads_to_the_next(amina: HouseClient, session: Session) -> None:
    for number in range(41):
        tagged(session, *(f"tag-{number:02}-{letter}" for letter in "abcde"))
    session.commit()
    first = links(amina, "/tags", "tags")
    assert len(first) == 200
    assert f'rel="next" href="/tags?after={first[-1]}"' in amina.get("/tags").text
    assert links(amina, f"/tags?after={first[-1]}", "tags") == [
        f"tag-40-{letter}" for letter in "abcde"
    ]
    assert "That was the last of them." in amina.get("/tags?after=z").text


def test_threads_under_a_tag_come_in_pages(amina: HouseClient, session: Session) -> None:
    for number in range(30):
        thread = tagged(session, "sleep", title=f"T{number}")
        session.execute(
            update(Thread)
            .where(Thread.id == thread)
            .values(last_posted_at=now() - timedelta(minutes=number))
        )
    session.commit()
    first = amina.get("/tags/sleep")
    titles = re.findall(r">(T\d+)</a>", first.text)
    assert titles == [f"T{number}" for number in range(25)]
    [older] = re.findall(r'rel="next" href="([^"]+)"', first.text)
    assert re.findall(r">(T\d+)</a>", amina.get(older).text) == [f"T{n}" for n in range(25, 30)]


def test_without_tags_the_page_says_how_they_come(amina: HouseClient) -> None:
    assert "No thread has a tag yet." in amina.get("/tags").text


def test_a_thread_that_went_into_another_leaves_its_tags(
    amina: HouseClient, session: Session
) -> None:
    source, target = tagged(session, "old"), tagged(session, "new")
    merge_threads(session, DEV.id, source, target)
    session.commit()
    assert links(amina, "/tags", "tags") == ["new"]
