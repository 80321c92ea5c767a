"""What waits for a moderator: its author sees it in its place, nobody else meets it anywhere."""

import re

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from forum.models import KnownWriter, Post, Space, Thread
from safety.actions.restrictions import Asked, restrict_person
from safety.models import ReviewItem
from tests.cast import AMINA, BEN, DEV, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in
from tests.reading import rows

WAITS = "Thank you. A moderator reads it first, usually within a day. Then we tell you."


@pytest.fixture
def thread(session: Session) -> int:
    """A thread of Ben's, in a house where nobody has read Amina's first posts yet."""
    found = a_thread(session, by=BEN).id
    session.execute(delete(KnownWriter).where(KnownWriter.person_id == AMINA.id))
    session.commit()
    return found


def reply(client: HouseClient, thread: int, text: str, **typed: str) -> str:
    answer = client.post(f"/threads/{thread}/replies", {"text": text, **typed}, htmx=True)
    assert answer.status_code == 200
    return answer.text


def states(session: Session) -> list[tuple[object, ...]]:
    return rows(session, select(Post.no, Post.state).order_by(Post.id))


def decide(client: HouseClient, session: Session, state: str, post_id: int) -> None:
    """As a moderator does: look at the item, then press a button."""
    found = select(ReviewItem.id).where(ReviewItem.thing_id == post_id)
    [(item,)] = rows(session, found)
    page = client.get(f"/moderation/{item}")
    assert page.status_code == 200
    version = re.findall(r'name="version" value="(\d+)"', page.text)[0]
    typed = {"version": version, "decision": state, "picked": "unkind", "own_words": "Zqown."}
    answer = client.post(f"/moderation/{item}/decision", typed)
    assert answer.status_code == 303, answer.text[:3000]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_newcomers_post_waits_where_its_author_sees_it(
    amina: HouseClient, ben: HouseClient, session: Session, thread: int, *, htmx: bool
) -> None:
    answer = amina.post(f"/threads/{thread}/replies", {"text": "Zqfirst."}, htmx=htmx)
    if htmx:
        assert ("Zqfirst." in answer.text, WAITS in answer.headers["HX-Trigger"]) == (True, True)
    else:
        assert answer.headers["Location"] == f"/threads/{thread}?page=1#waiting"
    assert states(session) == [(1, "live"), (None, "pending")]
    page = amina.get(f"/threads/{thread}")
    assert ("Waiting for a moderator" in page.text, "Zqfirst." in page.text) == (True, True)
    others = ben.get(f"/threads/{thread}")
    assert ("Zqfirst." in others.text, "Waiting for" in others.text) == (False, False)
    assert posts_in(others) == [1]


def test_it_gets_its_number_when_a_moderator_lets_it_through(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    reply(amina, thread, "Zqfirst.")
    reply(ben, thread, "In between.")
    [(post_id,)] = rows(session, select(Post.id).where(Post.author_id == AMINA.id))
    decide(dev, session, "approved", post_id)
    assert states(session) == [(1, "live"), (3, "live"), (2, "live")]
    assert "Zqfirst." in ben.get(f"/threads/{thread}").text
    told = rows(session, select(Notice.words).where(Notice.person_id == AMINA.id))
    assert len(told) == 1


def test_a_hidden_post_says_why_to_its_author_and_can_be_sent_again(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    reply(amina, thread, "Zqfirst.")
    [(post_id,)] = rows(session, select(Post.id).where(Post.author_id == AMINA.id))
    decide(dev, session, "hidden", post_id)
    assert states(session)[-1] == (None, "hidden")
    options = amina.get(f"/posts/{post_id}/options").text
    assert ("A moderator has hidden this post." in options, "Zqown." in options) == (True, True)
    assert ben.get(f"/posts/{post_id}/options").status_code == 404
    amina.post(f"/posts/{post_id}/edit", {"text": "Kinder."})
    assert states(session)[-1] == (None, "pending")
    decide(dev, session, "approved", post_id)
    assert states(session)[-1] == (2, "live")
    assert "Kinder." in ben.get(f"/threads/{thread}").text


def test_after_three_posts_nothing_waits(
    amina: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    for number in range(3):
        reply(amina, thread, f"Mine {number}.")
    waiting = rows(session, select(Post.id).where(Post.state == "pending").order_by(Post.id))
    for (post_id,) in waiting:
        decide(dev, session, "approved", post_id)
    reply(amina, thread, "The fourth.")
    assert states(session)[-1] == (5, "live")


def test_a_newcomers_thread_is_nobody_elses_until_then(
    amina: HouseClient, ben: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    amina.post("/spaces/open/threads/new", {"title": "Zqtitle", "text": "Zqhello."})
    [(number,)] = rows(session, select(Thread.id).where(Thread.title == "Zqtitle"))
    assert amina.get(f"/threads/{number}").status_code == 200
    assert ben.get(f"/threads/{number}").status_code == 404
    assert "Zqtitle" not in ben.get("/spaces/open").text
    [(post_id,)] = rows(session, select(Post.id).where(Post.thread_id == number))
    decide(dev, session, "approved", post_id)
    assert "Zqtitle" in ben.get("/spaces/open").text
    assert posts_in(ben.get(f"/threads/{number}")) == [1]


@pytest.mark.parametrize(
    ("text", "waits"),
    [("Ring me on 07700 900123.", True), ("Ring Samaritans on 116 123.", False)],
)
def test_a_telephone_number_waits(
    ben: HouseClient, session: Session, thread: int, text: str, *, waits: bool
) -> None:
    reply(ben, thread, text)
    assert states(session)[-1] == ((None, "pending") if waits else (2, "live"))


def test_an_edit_that_puts_a_number_in_waits_and_keeps_its_place(
    ben: HouseClient, carol: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    reply(ben, thread, "Hello.")
    [(post_id,)] = rows(session, select(Post.id).where(Post.no == 2))
    ben.post(f"/posts/{post_id}/edit", {"text": "Ring me on 07700 900123."})
    assert states(session)[-1] == (2, "pending")
    text = carol.get(f"/threads/{thread}").text
    assert ("07700" in text, "A moderator reads it first." in text) == (False, True)
    decide(dev, session, "approved", post_id)
    assert states(session)[-1] == (2, "live")
    assert "07700" in carol.get(f"/threads/{thread}").text


@pytest.mark.parametrize("anonymous", ["", "y"])
def test_somebody_restricted_waits_whatever_name_is_shown(
    ben: HouseClient, session: Session, thread: int, anonymous: str
) -> None:
    restrict_person(session, Asked(BEN.id, "waits", None, "Calmer, please."), DEV.id)
    session.commit()
    reply(ben, thread, "Hello.", anonymous=anonymous)
    assert states(session)[-1] == (None, "pending")


@pytest.mark.parametrize("anonymous", ["", "y"])
def test_somebody_asked_to_read_only_keeps_their_words(
    ben: HouseClient, session: Session, thread: int, anonymous: str
) -> None:
    restrict_person(session, Asked(BEN.id, "reads_only", None, "A rest."), DEV.id)
    session.commit()
    typed = {"text": "Zqkept.", "anonymous": anonymous}
    answer = ben.post(f"/threads/{thread}/replies", typed)
    assert answer.status_code == 409
    assert "For now you can read here but not write." in answer.text
    assert ">\nZqkept.</textarea>" in answer.text
    assert states(session) == [(1, "live")]


def test_a_space_can_have_everything_wait(
    ben: HouseClient, grace: HouseClient, session: Session, thread: int
) -> None:
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(waits=True))
    session.commit()
    reply(ben, thread, "Hello.")
    assert states(session)[-1] == (None, "pending")


def test_taking_back_what_waits_leaves_moderators_nothing_to_do(
    amina: HouseClient, dev: HouseClient, session: Session, thread: int
) -> None:
    reply(amina, thread, "Zqfirst.")
    [(post_id,)] = rows(session, select(Post.id).where(Post.author_id == AMINA.id))
    assert "Zqfirst." in dev.get("/moderation").text
    amina.post(f"/posts/{post_id}/withdrawal")
    assert "Zqfirst." not in dev.get("/moderation").text
    assert states(session)[-1] == (None, "withdrawn")
