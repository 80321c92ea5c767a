"""Every form that asks through htmx is answered with what it replaces: one root, with its id."""

import re

import pytest
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from forum.actions.wishes import mute_word
from programme.actions import add_entry
from tests.cast import AMINA, BEN
from tests.client import HouseClient, Outline
from tests.factories import (
    a_booking,
    a_session_held,
    a_thread,
    a_turn,
    an_event,
    first_post_of,
)

Form = tuple[str, str]


def forms(text: str) -> list[Form]:
    """Each htmx form of an answer: where it posts and the id that it replaces.

    The small forms that stand by every post, and what saves words as they are typed, are left
    out: they have tests of their own.
    """
    tags = re.findall(r"<form\b[^>]*hx-post=[^>]*>", text)
    apart = re.compile("reactions|data-quiet")
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in tags if not apart.search(tag)]
    return [(given["hx-post"], given["hx-target"].removeprefix("#")) for given in found]


def make(session: Session, page: str) -> str:
    """Something to see on the page, and its address."""
    if page in {"thread", "post", "space"}:
        thread = a_thread(session, by=BEN)
        post_id = first_post_of(session, thread)
        ways = {"thread": f"/threads/{thread.id}", "post": f"/posts/{post_id}/options"}
        return ways.get(page, "/spaces/open")
    if page in {"feedback", "register"}:
        held = a_session_held(session, (AMINA,))
        return f"/sessions/{held.id}/{page}"
    if page in {"directory", "notices"}:
        add_entry(session, AMINA.id, 3, "", "Made tea.")
        give_notice(session, AMINA.id, "one", "Something happened.", "/")
        return "/account/directory" if page == "directory" else "/notices"
    if page == "reading":
        mute_word(session, AMINA.id, "Kettle")
        return "/account/reading"
    return make_event(session, page)


def make_event(session: Session, page: str) -> str:
    """An event as Amina stands to it."""
    event = an_event(session, capacity=1)
    if page == "yours":
        a_booking(session, event, AMINA)
    if page in {"full", "waiting"}:
        a_booking(session, event, BEN)
    if page == "waiting":
        a_turn(session, event, AMINA)
    return f"/events/{event.id}"


@pytest.mark.parametrize(
    "page",
    [
        *(
            "thread",
            "post",
            "space",
            "picture",
            "notices",
            "directory",
            "reading",
            "feedback",
            "register",
        ),
        *("open", "yours", "full", "waiting"),
    ],
)
@pytest.mark.parametrize("typed", [{}, {"comes_as": "staff", "text": "Yes.", "rating": "good"}])
def test_the_answer_is_what_the_form_replaces(
    visitor: HouseClient, grace: HouseClient, session: Session, page: str, typed: dict[str, str]
) -> None:
    address = "/pictures/new" if page == "picture" else make(session, page)
    session.commit()
    client = grace if page == "register" else visitor.as_(AMINA)
    asking = forms(client.get(address).text)
    assert asking
    for post, target in asking:
        answer = client.post(post, typed, htmx=True)
        assert answer.status_code in {200, 422}
        assert [root["id"] for root in Outline(answer.text).roots] == [target]
        # The page holds the same root, so that the swap finds it again and again.
        assert len(re.findall(rf'\sid="{target}"', client.get(address).text)) == 1
        assert {replaced for _, replaced in forms(answer.text)} <= {target}
