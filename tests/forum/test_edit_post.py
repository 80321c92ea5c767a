"""The doors that change a post's words and choices, and the page that says what it said before."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import Post, PostRevision, Thread
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows

TYPED = {"text": "Better *words*.", "once": "e1"}


@pytest.fixture
def post(session: Session) -> Post:
    """Amina's reply in a thread of Ben's."""
    thread = a_thread(session, by=BEN)
    found = write_reply(session, AMINA.identity(), thread.id, Written("Early *words*."))
    session.commit()
    return found


def test_the_page_holds_the_words_and_choices(
    amina: HouseClient, session: Session, post: Post
) -> None:
    post.speaking_as, post.notes, post.anonymous = "carer", " death ", True
    session.commit()
    page = amina.get(f"/posts/{post.id}/edit").text
    assert ">\nEarly *words*.</textarea>" in page
    assert '<option value="carer" selected>' in page
    assert re.findall(r'name="(?:notes|anonymous)" value="([\w-]+)"[^>]* checked', page) == [
        "y",
        "death",
    ]


@pytest.mark.parametrize("htmx", [True, False])
def test_the_words_change_and_it_says_so(
    amina: HouseClient, session: Session, post: Post, *, htmx: bool
) -> None:
    place = f"/threads/{post.thread_id}?page=1#p2"
    answer = amina.post(f"/posts/{post.id}/edit", TYPED, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == place
    page = amina.get(f"/threads/{post.thread_id}").text
    assert "<p>Better <em>words</em>.</p>" in page
    assert f'<a href="/posts/{post.id}/history">edited</a>' in page
    assert "Early" not in page
    kept = rows(session, select(PostRevision.revision, PostRevision.markdown))
    assert kept == [(1, "Early *words*.")]
    assert rows(session, select(Post.revision).where(Post.id == post.id)) == [(2,)]


def test_everyone_who_sees_it_can_read_what_it_said(
    amina: HouseClient, ben: HouseClient, post: Post
) -> None:
    amina.post(f"/posts/{post.id}/edit", TYPED)
    amina.post(f"/posts/{post.id}/edit", {"text": "Third."})
    page = ben.get(f"/posts/{post.id}/history").text
    said = re.findall(r'<div class="post-body" hx-ignore>(.*?)</div>', page, re.S)
    assert [text.strip() for text in said] == [
        "<p>Third.</p>",
        "<p>Better <em>words</em>.</p>",
        "<p>Early <em>words</em>.</p>",
    ]


def test_the_same_words_are_no_edit(amina: HouseClient, session: Session, post: Post) -> None:
    amina.post(f"/posts/{post.id}/edit", {"text": "Early *words*.", "wants": "ideas"})
    found = select(Post.wants, Post.edited_at, Post.revision).where(Post.id == post.id)
    assert rows(session, found) == [("ideas", None, 1)]
    assert "What would help: <strong>Ideas</strong>" in amina.get(f"/threads/{post.thread_id}").text


@pytest.mark.parametrize("text", ["", "w" * 20_001])
def test_what_does_not_fit_comes_back(
    amina: HouseClient, session: Session, post: Post, text: str
) -> None:
    answer = amina.post(f"/posts/{post.id}/edit", {"text": text, "wants": "ideas"})
    assert answer.status_code == 422
    assert f">\n{text}</textarea>" in answer.text
    assert '<option value="ideas" selected>' in answer.text
    assert rows(session, select(Post.markdown).where(Post.no == 2)) == [("Early *words*.",)]


def test_nobody_else_changes_it(ben: HouseClient, dev: HouseClient, post: Post) -> None:
    for other in (ben, dev):
        assert other.get(f"/posts/{post.id}/edit").status_code == 403
        answer = other.post(f"/posts/{post.id}/edit", TYPED)
        assert (answer.status_code, ">\nBetter *words*.</textarea>" in answer.text) == (403, True)


def test_an_edit_does_not_make_the_thread_new(
    amina: HouseClient, session: Session, post: Post
) -> None:
    before = rows(session, select(Thread.last_posted_at, Thread.last_post_no))
    amina.post(f"/posts/{post.id}/edit", TYPED)
    assert rows(session, select(Thread.last_posted_at, Thread.last_post_no)) == before


def test_words_that_were_hidden_meanwhile_are_kept_for_the_writer(
    amina: HouseClient, session: Session, post: Post
) -> None:
    post.state = "withdrawn"
    session.commit()
    answer = amina.post(f"/posts/{post.id}/edit", TYPED)
    assert (answer.status_code, ">\nBetter *words*.</textarea>" in answer.text) == (404, True)
