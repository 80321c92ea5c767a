"""The door that starts a thread."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from forum.models import Post, ReadPosition, Thread
from tests.cast import AMINA, GRACE, OPEN_SPACE
from tests.client import HouseClient
from tests.forum.places import NEWS, a_space_for_news
from tests.reading import count, rows

DOOR = "/spaces/open/threads/new"
TYPED = {"title": "Sleep", "text": "How do *you* rest?", "once": "abc-1"}


def threads(session: Session) -> list[tuple[object, ...]]:
    return rows(
        session,
        select(Thread.title, Thread.space_id, Thread.author_id, Thread.last_post_no).order_by(
            Thread.id
        ),
    )


def test_it_makes_a_thread_with_its_first_post(amina: HouseClient, session: Session) -> None:
    page = amina.follow(DOOR, TYPED).text
    assert "<h1>Sleep</h1>" in page
    assert ">Your thread is here for everyone in this space to read.</div>" in page
    assert threads(session) == [("Sleep", OPEN_SPACE, AMINA.id, 1)]
    [(thread_id, no, author, markdown, html, words)] = rows(
        session,
        select(Post.thread_id, Post.no, Post.author_id, Post.markdown, Post.html, Post.words),
    )
    assert (no, author, markdown) == (1, AMINA.id, "How do *you* rest?")
    assert (html, words) == ("<p>How do <em>you</em> rest?</p>\n", "How do you rest?")
    assert rows(
        session, select(ReadPosition.person_id, ReadPosition.thread_id, ReadPosition.no)
    ) == [(AMINA.id, thread_id, 1)]
    assert rows(session, select(AuditLine.person_id, AuditLine.what, AuditLine.thing_id)) == [
        (AMINA.id, "thread_started", thread_id)
    ]


def test_htmx_is_led_to_the_thread(amina: HouseClient, session: Session) -> None:
    answer = amina.post(DOOR, TYPED, htmx=True)
    [(thread_id,)] = rows(session, select(Thread.id))
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["HX-Redirect"] == f"/threads/{thread_id}"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": "", "text": "Words."}, "Give it a title, so that people can find it."),
        ({"title": "  \u202e ", "text": "Words."}, "Give it a title, so that people can find it."),
        ({"title": "T", "text": " \n "}, "Write something before you post it."),
        ({"title": "T" * 121, "text": "Words."}, "Please take out 1."),
        ({"title": "T", "text": "w" * 20_002}, "Please take out 2."),
    ],
)
def test_what_does_not_fit_comes_back(
    amina: HouseClient, session: Session, typed: dict[str, str], says: str
) -> None:
    answer = amina.post(DOOR, typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<title>Error: " in answer.text
    if typed["title"].strip(" \u202e"):
        assert f'value="{typed["title"]}"' in answer.text
    if typed["text"].strip():
        assert f">\n{typed['text']}</textarea>" in answer.text
    assert threads(session) == []


def test_a_press_counts_once(amina: HouseClient, session: Session) -> None:
    first = amina.post(DOOR, TYPED).headers["Location"]
    assert amina.post(DOOR, TYPED).headers["Location"] == first
    assert threads(session) == [("Sleep", OPEN_SPACE, AMINA.id, 1)]
    assert count(session, Post) == 1


def test_new_words_are_a_new_thread_even_on_an_old_page(
    amina: HouseClient, session: Session
) -> None:
    amina.post(DOOR, TYPED)
    amina.post(DOOR, {**TYPED, "text": "Something else."})
    assert [title for title, *_ in threads(session)] == ["Sleep", "Sleep"]


def test_two_people_with_the_same_word_get_a_thread_each(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    assert [who.post(DOOR, TYPED).status_code for who in (amina, ben)] == [303, 303]
    assert count(session, Thread) == 2


@pytest.mark.parametrize("once", ["", "\x00", "x" * 41, "<b>", "ü"])
def test_a_word_that_is_not_ours_counts_for_nothing(
    amina: HouseClient, session: Session, once: str
) -> None:
    for _ in range(2):
        assert amina.post(DOOR, {**TYPED, "once": once}).status_code == 303
    assert count(session, Thread) == 2


def test_each_form_has_a_word_of_its_own(amina: HouseClient) -> None:
    found = [re.findall(r'name="once" value="([^"]+)"', amina.get(DOOR).text) for _ in range(2)]
    assert [len(words) for words in found] == [1, 1]
    assert found[0] != found[1]


def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session
) -> None:
    assert amina.get("/spaces/closed/threads/new").status_code == 200
    assert carol.get("/spaces/closed/threads/new").status_code == 404
    assert carol.post("/spaces/closed/threads/new", TYPED).status_code == 404
    assert threads(session) == []


def test_a_visitor_gets_the_words_back(visitor: HouseClient, session: Session) -> None:
    answer = visitor.post(DOOR, TYPED)
    assert answer.status_code == 401
    assert ">\nHow do *you* rest?</textarea>" in answer.text
    assert threads(session) == []


def test_only_organisers_write_news(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    a_space_for_news(session)
    session.commit()
    refused = amina.post("/spaces/news/threads/new", TYPED)
    assert refused.status_code == 403
    assert ">\nHow do *you* rest?</textarea>" in refused.text
    assert amina.get("/spaces/news/threads/new").status_code == 403
    assert threads(session) == []
    assert grace.post("/spaces/news/threads/new", TYPED).status_code == 303
    assert threads(session) == [("Sleep", NEWS, GRACE.id, 1)]


def test_from_another_site_is_refused(amina: HouseClient, session: Session) -> None:
    answer = amina.post(DOOR, TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert threads(session) == []


def test_the_eleventh_in_a_day_has_to_wait(amina: HouseClient, session: Session) -> None:
    for number in range(10):
        title = f"Rest {number}"
        assert amina.post(DOOR, {**TYPED, "title": title, "once": f"n{number}"}).status_code == 303
    answer = amina.post(DOOR, {**TYPED, "once": "n10"})
    assert answer.status_code == 429
    assert ">\nHow do *you* rest?</textarea>" in answer.text
    assert int(answer.headers["Retry-After"]) == pytest.approx(86_400, abs=60)
    assert count(session, Thread) == 10
