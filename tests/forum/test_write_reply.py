"""The door that takes a reply, for a browser without JavaScript."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from forum.models import Post, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import NEWS, a_space_for_news, posts_in, value_of
from tests.reading import rows

TYPED = {"text": "I *agree*.", "once": "abc-1", "shown": "1"}


def posts(session: Session, thread_id: int) -> list[tuple[object, ...]]:
    return rows(
        session,
        select(Post.no, Post.author_id, Post.markdown)
        .where(Post.thread_id == thread_id, Post.no > 1)
        .order_by(Post.no),
    )


def test_it_leads_to_the_post(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    answer = amina.post(f"/threads/{thread.id}/replies", TYPED)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/threads/{thread.id}?page=1#p2"
    page = amina.get(f"/threads/{thread.id}?page=1")
    assert ">Your reply is post 2.</div>" in page.text
    assert posts_in(page) == [1, 2]
    assert posts(session, thread.id) == [(2, AMINA.id, "I *agree*.")]


def test_the_twenty_sixth_post_stands_on_page_two(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=24)
    session.commit()
    answer = amina.post(f"/threads/{thread.id}/replies", TYPED)
    assert answer.headers["Location"] == f"/threads/{thread.id}?page=2#p26"


def test_it_moves_the_thread_and_leaves_one_audit_line(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", TYPED)
    [(last_no, moved_at)] = rows(session, select(Thread.last_post_no, Thread.last_posted_at))
    [(post_id, posted_at)] = rows(session, select(Post.id, Post.posted_at).where(Post.no == 2))
    assert (last_no, moved_at) == (2, posted_at)
    said = select(AuditLine.what, AuditLine.thing, AuditLine.thing_id).where(
        AuditLine.person_id == AMINA.id
    )
    assert rows(session, said) == [("reply_written", "post", post_id)]


def test_a_press_counts_once(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    where = {
        amina.post(f"/threads/{thread.id}/replies", TYPED).headers["Location"] for _ in range(3)
    }
    assert where == {f"/threads/{thread.id}?page=1#p2"}
    assert posts(session, thread.id) == [(2, AMINA.id, "I *agree*.")]


def test_other_words_or_another_thread_are_another_post(
    amina: HouseClient, session: Session
) -> None:
    here, there = a_thread(session, by=BEN), a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{here.id}/replies", TYPED)
    amina.post(f"/threads/{here.id}/replies", {**TYPED, "text": "And more."})
    amina.post(f"/threads/{there.id}/replies", TYPED)
    assert posts(session, here.id) == [(2, AMINA.id, "I *agree*."), (3, AMINA.id, "And more.")]
    assert posts(session, there.id) == [(2, AMINA.id, "I *agree*.")]


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Write something before you post it."), ("w" * 20_003, "Please take out 3.")],
)
def test_what_does_not_fit_comes_back_on_the_last_page(
    amina: HouseClient, session: Session, text: str, says: str
) -> None:
    thread = a_thread(session, by=BEN, replies=26)
    session.commit()
    answer = amina.post(f"/threads/{thread.id}/replies", {**TYPED, "text": text, "shown": "3"})
    assert answer.status_code == 422
    assert says in answer.text
    assert f">\n{text}</textarea>" in answer.text
    assert posts_in(answer) == [26, 27]
    assert value_of(answer, "once") == "abc-1"
    assert value_of(answer, "shown") == "27"
    assert len(posts(session, thread.id)) == 26


@pytest.mark.parametrize("htmx", [True, False])
def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE, title="Behind the door")
    session.commit()
    hidden = carol.post(f"/threads/{thread.id}/replies", TYPED, htmx=htmx)
    missing = carol.post(f"/threads/{thread.id + 1000}/replies", TYPED, htmx=htmx)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "Behind the door" not in hidden.text
    assert posts(session, thread.id) == []
    assert amina.post(f"/threads/{thread.id}/replies", TYPED, htmx=htmx).status_code != 404


@pytest.mark.parametrize("htmx", [True, False])
def test_a_visitor_gets_the_words_back(
    visitor: HouseClient, session: Session, *, htmx: bool
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    answer = visitor.post(f"/threads/{thread.id}/replies", TYPED, htmx=htmx)
    assert answer.status_code == 401
    assert ">\nI *agree*.</textarea>" in answer.text
    assert '<input type="hidden" name="once" value="abc-1">' in answer.text
    assert posts(session, thread.id) == []


@pytest.mark.parametrize("htmx", [True, False])
def test_only_organisers_reply_to_news(
    amina: HouseClient, grace: HouseClient, session: Session, *, htmx: bool
) -> None:
    a_space_for_news(session)
    thread = a_thread(session, by=BEN, space=NEWS)
    session.commit()
    refused = amina.post(f"/threads/{thread.id}/replies", TYPED, htmx=htmx)
    assert refused.status_code == 403
    assert ">\nI *agree*.</textarea>" in refused.text
    assert posts(session, thread.id) == []
    page = amina.get(f"/threads/{thread.id}")
    assert "Only organisers write in this space." in page.text
    assert 'id="composer"' not in page.text
    assert grace.post(f"/threads/{thread.id}/replies", TYPED, htmx=htmx).status_code < 400
    assert len(posts(session, thread.id)) == 1


def test_from_another_site_is_refused(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    answer = amina.post(
        f"/threads/{thread.id}/replies", TYPED, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert posts(session, thread.id) == []


def test_the_forty_first_in_an_hour_has_to_wait(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    for number in range(40):
        typed = {**TYPED, "text": f"Reply {number}."}
        assert amina.post(f"/threads/{thread.id}/replies", typed).status_code == 303
    answer = amina.post(f"/threads/{thread.id}/replies", {**TYPED, "text": "One more."})
    assert answer.status_code == 429
    assert ">\nOne more.</textarea>" in answer.text
    assert len(posts(session, thread.id)) == 40
