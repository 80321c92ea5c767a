"""Search: every word, in what one may see; nothing in a word means more than itself."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.cast import BEN, CLOSED_GROUP, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_thread, an_event


def found(client: HouseClient, looked_for: str) -> tuple[list[int], list[int]]:
    """The threads and the events that a search shows."""
    answer = client.get("/search", query_string={"q": looked_for})
    assert answer.status_code == 200
    threads, events = (
        [int(number) for number in re.findall(rf'<a href="/{kind}/(\d+)', answer.text)]
        for kind in ("threads", "events")
    )
    return threads, events


def test_every_word_has_to_be_there(amina: HouseClient, session: Session) -> None:
    both = a_thread(session, title="Sleep", text="We *rest* together.", by=BEN)
    one = a_thread(session, title="Sleep alone", by=BEN)
    course = an_event(session, title="Rest and sleep")
    session.commit()
    assert found(amina, "sleep") == ([one.id, both.id], [course.id])
    assert found(amina, "  rest \t SLEEP ") == ([both.id], [course.id])
    assert found(amina, "sleep rest hope") == ([], [])


def test_words_are_found_in_any_post_and_in_all_of_an_event(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    event = an_event(session)
    session.commit()
    assert found(amina, "first 2.") == ([thread.id], [])
    for words in ("what it is", "*will*", "room 1", "event an"):
        assert found(amina, words) == ([], [event.id])


@pytest.mark.parametrize(
    ("looked_for", "title"),
    [
        ("%", "100% sure"),
        ("_", "snake_case"),
        ("\\", "back\\slash"),
        ("0%", "100% sure"),
        ("e_c", "snake_case"),
    ],
)
def test_wildcards_are_plain_letters(
    amina: HouseClient, session: Session, looked_for: str, title: str
) -> None:
    titles = ("100% sure", "snake_case", "back\\slash", "nothing of it", "1000 snakes case")
    threads = {told: a_thread(session, title=told, by=BEN).id for told in titles}
    session.commit()
    assert found(amina, looked_for) == ([threads[title]], [])


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
    ],
)
def test_nothing_somebody_looks_for_breaks_it(
    amina: HouseClient, session: Session, looked_for: str
) -> None:
    a_thread(session, by=BEN)
    session.commit()
    assert found(amina, looked_for) == ([], [])


def test_a_broken_address_is_no_failure(amina: HouseClient) -> None:
    for query in ("q=%ED%A0%80", "q=%FF%FE", "q=a&q=b", "q", "q=%00", "q[]=x", "%"):
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
    assert 'id="threads-h"' not in answer.text


def test_twenty_five_of_a_kind_at_most(amina: HouseClient, session: Session) -> None:
    threads = [a_thread(session, title="Many", by=BEN) for _ in range(26)]
    session.commit()
    assert found(amina, "many")[0] == [thread.id for thread in reversed(threads)][:25]


def test_an_outsider_finds_nothing_closed(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    thread = a_thread(session, title="Ours", text="Secretly.", space=CLOSED_SPACE, by=BEN)
    event = an_event(session, title="Ours", group=CLOSED_GROUP)
    draft = an_event(session, title="Ours too", published=False)
    session.commit()
    assert found(amina, "ours") == ([thread.id], [event.id])
    for words in ("ours", "secretly", "ours secretly"):
        assert found(carol, words) == ([], [])
    assert draft.id not in found(amina, "too")[1]


def test_a_visitor_is_asked_to_sign_in(visitor: HouseClient) -> None:
    answer = visitor.get("/search?q=hope+and+home")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=/search")
