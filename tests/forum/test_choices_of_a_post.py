"""What somebody chooses about a post: shown as they chose, and nothing of it where they did not."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import Post
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.doors import get_addresses
from tests.factories import a_thread
from tests.reading import rows
from tests.world import a_world

CHOSEN = {
    "text": "Some words.",
    "speaking_as": "carer",
    "wants": "listening",
    "notes": ["death", "self-harm"],
    "quote_consent": "anonymised",
    "anonymous": "y",
}


def test_what_was_chosen_is_kept(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", CHOSEN)
    columns = (Post.speaking_as, Post.wants, Post.notes, Post.quote_consent, Post.anonymous)
    assert rows(session, select(*columns).where(Post.no == 2)) == [
        ("carer", "listening", " self-harm death ", "anonymised", True)
    ]


def test_nothing_chosen_shows_nothing(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": "Some words."})
    columns = (Post.speaking_as, Post.wants, Post.notes, Post.quote_consent, Post.anonymous)
    assert rows(session, select(*columns).where(Post.no == 2)) == [(None, None, "", "no", False)]
    text = amina.get(f"/threads/{thread.id}").text
    posts = text.partition('class="posts"')[2].partition('id="reply"')[0]
    assert re.findall("speaking as|What would help|Content note", posts) == []


@pytest.mark.parametrize("made_up", [{"speaking_as": "king"}, {"wants": "gold"}, {"notes": "x"}])
def test_what_is_no_choice_of_ours_counts_as_nothing(
    amina: HouseClient, session: Session, made_up: dict[str, str]
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    answer = amina.post(f"/threads/{thread.id}/replies", {"text": "Some words."} | made_up)
    assert answer.status_code == 303
    columns = (Post.speaking_as, Post.wants, Post.notes)
    assert rows(session, select(*columns).where(Post.no == 2)) == [(None, None, "")]


def test_words_with_a_note_wait_behind_it(ben: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    written = Written("Hard words.", notes=" death ", speaking_as="peer_worker", wants="ideas")
    write_reply(session, AMINA.identity(), thread.id, written)
    session.commit()
    text = ben.get(f"/threads/{thread.id}").text
    assert (
        "<details><summary>Content note: death or bereavement. Show post 2</summary>"
        '<div class="post-body" hx-ignore><p>Hard words.</p>' in text
    )
    assert '<span class="role">speaking as a peer worker</span>' in text
    assert "What would help: <strong>Ideas</strong>" in text


@pytest.mark.parametrize("htmx", [True, False])
def test_an_anonymous_post_names_its_author_nowhere(
    amina: HouseClient, carol: HouseClient, dev: HouseClient, session: Session, *, htmx: bool
) -> None:
    """Every answer of every door, to a member and to a moderator."""
    a_world(session)
    session.commit()
    amina.post("/account/name", {"display_name": "Zqname"})
    thread = a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": "Not me.", "anonymous": "y"})
    amina.post(f"/threads/{thread.id}/replies", {"text": "Me."})
    [(hidden,), (shown,)] = rows(
        session, select(Post.id).where(Post.thread_id == thread.id, Post.no > 1).order_by(Post.no)
    )

    def answers(client: HouseClient, post_id: int) -> str:
        app = client.app
        values: dict[str, list[object]] = {"post_id": [post_id]}
        # Her name stands rightly on other pages: the directory, what she did not hide.
        about_it = f"/{post_id}"
        doors = [one for one in get_addresses(app, _Only(values)) if about_it in one]
        assert len(doors) > 3
        return "".join(client.get(address, htmx=htmx).text for address in doors)

    for client in (carol, dev):
        assert "Zqname" in answers(client, shown)
        assert "Zqname" not in answers(client, hidden)
        thread_text = client.get(f"/threads/{thread.id}").text
        card = thread_text.partition('id="p2"')[2].partition("</article>")[0]
        assert ("Zqname" in card, f"/people/{AMINA.id}" in card) == (False, False)
        assert "Somebody here" in card
    own = amina.get(f"/threads/{thread.id}").text
    assert "You wrote this. Your name is not shown to anybody else." in own


class _Only(dict[str, list[object]]):
    """Values for the doors of one post; a door with any other name in it is passed by."""

    def __missing__(self, _name: str) -> list[object]:
        return []
