"""Search: what one asks for, in what one may see; nothing in a word means more than itself."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from forum.actions.search import index_thread
from forum.models import Post, ThreadTag
from tests.cast import AMINA, BEN, CLOSED_GROUP, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_thread, an_event

Numbers = list[tuple[int, int]]


def found(client: HouseClient, looked_for: str, **told: str) -> tuple[Numbers, list[int]]:
    """The posts (by thread and number) and the events that a search shows."""
    answer = client.get("/search", query_string={"q": looked_for, **told})
    assert answer.status_code == 200
    posts = re.findall(r'<h3><a href="/threads/(\d+)\?from=(\d+)#p\2"', answer.text)
    events = re.findall(r'<h3><a href="/events/(\d+)"', answer.text)
    return [(int(thread), int(no)) for thread, no in posts], [int(event) for event in events]


def test_every_word_has_to_be_there(amina: HouseClient, session: Session) -> None:
    both = a_thread(session, title="Sleep", text="We *rest* together.", by=BEN)
    one = a_thread(session, title="Sleep alone", by=BEN)
    course = an_event(session, title="Rest and sleep")
    session.commit()
    assert found(amina, "sleep") == ([(one.id, 1), (both.id, 1)], [course.id])
    assert found(amina, "  rest \t SLEEPING ") == ([(both.id, 1)], [course.id])
    assert found(amina, "sleep rest hope") == ([], [])


def test_words_are_found_in_any_post_and_in_all_of_an_event(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    event = an_event(session)
    session.commit()
    assert found(amina, "reply 2.") == ([(thread.id, 3)], [])
    assert found(amina, "thread first") == ([(thread.id, 1)], [])
    for words in ("what it is", "*will*", "room 1", "event an"):
        assert found(amina, words) == ([], [event.id])


def test_accents_and_capitals_make_no_difference(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, text="The café isn’t far.")
    session.commit()
    for words in ("CAFE", "cafe\u0301", "isn't", "isnt"):
        assert found(amina, words) == ([(thread.id, 1)], []), words


OPERATORS = [
    ("author:ben sleep", ["ben"]),
    ('author:"Amina"', ["closed", "amina"]),
    ("author:me", ["closed", "amina"]),
    ("author:Nobody sleep", []),
    ("space:open sleep", ["ben", "amina"]),
    ('space:"the CLOSED space" sleep', ["closed"]),
    ("space:nowhere sleep", []),
    ("author:Ben space:closed", []),
    ("tag:nights sleep", ["ben"]),
    ("tag:NIGHT", ["ben"]),
    ("tag:other", []),
    ('"sleep well"', ["closed", "ben"]),
    ('"well sleep"', []),
    ("sleep -well", ["amina"]),
    ('sleep -"sleep well" -author:Ben', ["amina"]),
    ("in:title sleep", ["amina"]),
    ("in:title well", []),
    ("before:2025 sleep", ["amina"]),
    ("before:2024-04 sleep", []),
    ("after:2024-04-01 before:2024-04-02", ["amina"]),
    ("after:2024-04-02 sleep", ["closed", "ben"]),
    ("sleep after:2100", []),
    ("sleep after:soon", ["closed", "ben", "amina"]),
]


@pytest.mark.parametrize(("typed", "expected"), OPERATORS)
def test_operators(amina: HouseClient, session: Session, typed: str, expected: list[str]) -> None:
    threads = {
        "amina": a_thread(session, by=AMINA, title="On sleep", text="Badly."),
        "ben": a_thread(session, by=BEN, title="Nights", text="We sleep well."),
        "closed": a_thread(session, by=AMINA, space=CLOSED_SPACE, text="They sleep well."),
    }
    old, tagged = threads["amina"].id, threads["ben"].id
    # In London that is the first of April.
    moment = datetime(2024, 3, 31, 23, 30, tzinfo=UTC)
    session.execute(update(Post).where(Post.thread_id == old).values(posted_at=moment))
    session.add(ThreadTag(thread_id=tagged, tag="nights"))
    for thread_id in (old, tagged):
        index_thread(session, thread_id)
    session.commit()
    assert found(amina, typed) == ([(threads[name].id, 1) for name in expected], [])


def test_days_and_titles_of_events(amina: HouseClient, session: Session) -> None:
    event = an_event(session, title="Rest", starts_at=datetime(2031, 5, 6, 9, 0, tzinfo=UTC))
    session.commit()
    for typed, expected in (
        ("rest after:2031-05-06", [event.id]),
        ("rest after:2031-05-07", []),
        ("rest before:6/5/2031", []),
        ("in:title rest", [event.id]),
        ("in:title what", []),
        ("what -rest", []),
        ("rest author:Grace", []),
        ("rest space:open", []),
        ("rest tag:rest", []),
    ):
        assert found(amina, typed) == ([], expected), typed


REMARKS = [
    ("author:Nobody", "Nobody here is called “Nobody”. Write their whole name."),
    ("space:nowhere", "There is no space called “nowhere” that is open to you."),
    ("before:then", "We could not read “then” as a date"),
    ("-word", "There is no word in that to look for."),
    ("%", "There is no word in that to look for."),
    ("tag:x tag:y", "We can look for one tag at a time, so we took “y”."),
]


@pytest.mark.parametrize(("typed", "remark"), REMARKS)
def test_what_was_not_understood_is_said(amina: HouseClient, typed: str, remark: str) -> None:
    text = amina.get("/search", query_string={"q": typed}).text
    remarks = re.findall(r'<ul class="remarks[^>]*>(.*?)</ul>', text, re.DOTALL)
    assert [remark in told for told in remarks] == [True]
    assert "We found nothing with that" in text


def test_a_closed_space_is_as_unknown_as_none(carol: HouseClient, amina: HouseClient) -> None:
    texts = [who.get("/search?q=space:closed").text for who in (carol, amina)]
    assert ["There is no space called “closed”" in text for text in texts] == [True, False]


@pytest.mark.parametrize(
    "looked_for",
    [
        "x" * 500,
        "wurd " * 100,
        "q " * 250,
        "' OR 1=1 --",
        "'; DROP TABLE post; --",
        "<script>alert(1)</script>",
        "\x00\x01\x7f",
        "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "%%%___\\\\\\",
        "{{7*7}}{% raw %}",
        "\u202egnissim",
        "ﷺ" * 200,
        '"><img src=x onerror=alert(1)>',
        '"' * 99 + "*",
        "NEAR(a b, 10) AND (first OR words)",
        "document:first* ^words",
        "'first':1A & !words <-> (x | y)",
        "b10=0 c=0",
        "author:\x00 space:* tag:'\"",
    ],
)
def test_nothing_somebody_looks_for_breaks_it(
    amina: HouseClient, session: Session, looked_for: str
) -> None:
    a_thread(session, by=BEN)
    session.commit()
    assert found(amina, looked_for) == ([], [])


def test_a_broken_address_is_no_failure(amina: HouseClient) -> None:
    for query in (
        *("q=%ED%A0%80", "q=%FF%FE", "q=a&q=b", "q", "q=%00", "q[]=x", "%"),
        *("q=a&posts=x", "q=a&posts=-1", f"q=a&posts={'9' * 99}", "q=a&events=%00", "q=a&posts=٣"),
    ):
        assert amina.get(f"/search?{query}").status_code == 200


def test_what_was_looked_for_stands_in_the_box(amina: HouseClient) -> None:
    text = amina.get("/search", query_string={"q": 'Hope & "home" <b>'}).text
    assert 'value="Hope &amp; &#34;home&#34; &lt;b&gt;"' in text
    assert "<h1>Search for “Hope &amp; &#34;home&#34; &lt;b&gt;”</h1>" in text


@pytest.mark.parametrize("looked_for", ["", "   ", "\u200e"])
def test_nothing_looked_for_is_an_empty_box(
    amina: HouseClient, session: Session, looked_for: str
) -> None:
    a_thread(session, by=BEN)
    session.commit()
    answer = amina.get("/search", query_string={"q": looked_for})
    assert "<h1>Search</h1>" in answer.text
    assert 'id="posts-h"' not in answer.text
    assert "We found nothing" not in answer.text


def test_pages_go_from_the_newest_to_the_oldest(amina: HouseClient, session: Session) -> None:
    threads = [a_thread(session, title="Many & more", by=BEN).id for _ in range(27)]
    events = [an_event(session, title="Many & more").id for _ in range(26)]
    session.commit()
    newest = [(thread, 1) for thread in reversed(threads)]
    assert found(amina, "many & more") == (newest[:25], events[:0:-1])
    text = amina.get("/search", query_string={"q": "many & more"}).text
    older = [href.replace("&amp;", "&") for href in re.findall(r'rel="next" href="([^"]+)', text)]
    assert [re.sub(r"\d+$", "N", href) for href in older] == [
        "/search?q=many%20%26%20more&posts=N",
        "/search?q=many%20%26%20more&events=N",
    ]
    pages = [amina.get(href).text for href in older]
    shown = [re.findall(r'<h3><a href="/(?:threads|events)/(\d+)', page) for page in pages]
    assert shown == [[str(threads[1]), str(threads[0])], [str(events[0])]]
    assert ['rel="next"' in page for page in pages] == [False, False]


def test_what_was_found_is_marked_where_it_stands(amina: HouseClient, session: Session) -> None:
    words = "Some words. " * 40
    thread = a_thread(session, by=BEN, title="At <night>", text=f"{words} The *café* & us. {words}")
    session.commit()
    text = amina.get("/search?q=cafe+night").text
    assert '#p1">At &lt;<mark>night</mark>&gt;<span class="vh">, post 1</span></a>' in text
    assert re.search(r"<p>…[\w. ]+ The <mark>café</mark> &amp; us\. [\w. ]+…</p>", text)
    assert "<span>by <bdi>Ben</bdi></span> <span>in The open space</span>" in text
    assert f"/threads/{thread.id}?from=1#p1" in text


def test_an_outsider_finds_nothing_closed(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    thread = a_thread(session, title="Ours", text="Secretly.", space=CLOSED_SPACE, by=BEN)
    event = an_event(session, title="Ours", group=CLOSED_GROUP)
    draft = an_event(session, title="Ours too", published=False)
    session.commit()
    assert found(amina, "ours") == ([(thread.id, 1)], [event.id])
    for words in ("ours", "secretly", "ours secretly", "in:title ours", "after:2020", "author:Ben"):
        assert found(carol, words) == ([], []), words
    assert draft.id not in found(amina, "too")[1]


def test_a_visitor_is_asked_to_sign_in(visitor: HouseClient) -> None:
    answer = visitor.get("/search?q=hope+and+home")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=/search")
