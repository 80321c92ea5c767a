"""The door that takes a post back: the words are gone from everywhere, the place stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.posts import start_thread, write_reply
from forum.actions.writing import Written
from forum.models import Post, Thread
from tests.cast import AMINA, BEN, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in
from tests.reading import rows, snapshot


@pytest.mark.parametrize("htmx", [True, False])
def test_the_words_stand_nowhere(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    thread = a_thread(session, by=BEN, replies=1)
    post = write_reply(session, AMINA.identity(), thread.id, Written("Zqwords."))
    session.commit()
    amina.post(f"/posts/{post.id}/edit", {"text": "Zqwords again."})
    assert "zqwords" in repr(snapshot(session)).lower()
    answer = amina.post(f"/posts/{post.id}/withdrawal", htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == f"/threads/{thread.id}"
    assert "zqwords" not in repr(snapshot(session)).lower()
    page = amina.get(f"/threads/{thread.id}").text
    assert "Amina took this post back." in page
    assert "Your words are gone. Nobody can read them." in page
    assert amina.get(f"/posts/{post.id}").status_code == 404


def test_the_place_and_the_numbers_stay(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    post = write_reply(session, AMINA.identity(), thread.id, Written("Mine."))
    write_reply(session, BEN.identity(), thread.id, Written("Then this."))
    session.commit()
    amina.post(f"/posts/{post.id}/withdrawal")
    page = amina.get(f"/threads/{thread.id}")
    assert posts_in(page) == [1, 3]
    assert page.text.count('id="p2"') == 1
    assert rows(session, select(Post.no, Post.state).order_by(Post.no)) == [
        (1, "live"),
        (2, "withdrawn"),
        (3, "live"),
    ]


def test_a_thread_with_no_words_left_is_not_listed(amina: HouseClient, session: Session) -> None:
    post = start_thread(session, AMINA.identity(), OPEN_SPACE, "Zqtitle", Written("Only this."))
    session.commit()
    assert "Zqtitle" in amina.get("/spaces/open").text
    amina.post(f"/posts/{post.id}/withdrawal")
    assert "Zqtitle" not in amina.get("/spaces/open").text
    assert [row[0] is None for row in rows(session, select(Thread.hidden_at))] == [False]


def test_nobody_else_takes_it_back(ben: HouseClient, dev: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=AMINA)
    session.commit()
    [(post_id,)] = rows(session, select(Post.id).where(Post.thread_id == thread.id))
    for other in (ben, dev):
        assert other.get(f"/posts/{post_id}/withdrawal").status_code == 403
        assert other.post(f"/posts/{post_id}/withdrawal").status_code == 403
    assert rows(session, select(Post.state)) == [("live",)]
