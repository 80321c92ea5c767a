"""The door that takes a reply, for htmx: what is new on the page and an empty composer."""

import json
import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Post
from tests.cast import BEN
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in, value_of
from tests.reading import rows


def test_it_shows_all_that_is_new_and_says_so(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=4)
    session.commit()
    answer = amina.post(
        f"/threads/{thread.id}/replies", {"text": "Yes.", "once": "a", "shown": "3"}, htmx=True
    )
    assert answer.status_code == 200
    assert answer.text.startswith('<section id="reply"')
    assert posts_in(answer) == [4, 5, 6]
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "announce": {"text": "Your reply is post 6."}
    }
    assert ">\n</textarea>" in answer.text
    # The composer stands in what the next answer replaces, so the next answer brings these again.
    assert value_of(answer, "shown") == "3"
    assert value_of(answer, "once") not in {"a", ""}


def test_the_next_one_brings_the_ones_before_it_again(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    shown = "1"
    seen = []
    for number in range(3):
        typed = {"text": f"Reply {number}.", "once": f"n{number}", "shown": shown}
        answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
        shown = value_of(answer, "shown")
        seen.append(posts_in(answer))
    assert seen == [[2], [2, 3], [2, 3, 4]]


def test_an_empty_reply_keeps_what_is_new_on_the_page(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=2)
    session.commit()
    typed = {"text": " ", "once": "a", "shown": "1"}
    answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
    assert answer.status_code == 422
    assert posts_in(answer) == [2, 3]
    assert (value_of(answer, "shown"), value_of(answer, "once")) == ("1", "a")
    assert "Write something before you post it." in answer.text
    assert re.search(r'<textarea [^>]*aria-invalid="true" data-focus>', answer.text)


def test_words_that_are_too_many_come_back(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    text = "w" * 20_001
    answer = amina.post(f"/threads/{thread.id}/replies", {"text": text, "shown": "1"}, htmx=True)
    assert answer.status_code == 422
    assert f">\n{text}</textarea>" in answer.text
    assert rows(session, select(Post.no)) == [(1,)]


def test_twice_is_one_post_shown_once(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"text": "Yes.", "once": "a", "shown": "1"}
    seen = [posts_in(amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)) for _ in "ab"]
    assert seen == [[2], [2]]
    assert rows(session, select(Post.no).order_by(Post.no)) == [(1,), (2,)]


def test_what_was_shown_is_never_believed_too_far(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=40)
    session.commit()
    for shown, expected in (
        ("0", list(range(18, 43))),
        ("-5", list(range(19, 44))),
        ("x" * 5000, list(range(20, 45))),
        ("999999999", []),
        ("٣", list(range(22, 47))),
    ):
        mark = f"n{len(shown)}{shown[:1]}"
        typed = {"text": f"Yes, {mark}.", "shown": shown, "once": mark}
        answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
        assert (answer.status_code, posts_in(answer)) == (200, expected), shown


def test_it_is_small(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    text = "It helped me. " * 42 + "Thank you."
    assert len(text) == 598
    typed = {"text": text, "once": "a", "shown": "1"}
    answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
    assert posts_in(answer) == [2]
    assert len(answer.data) <= 3 * 1024
