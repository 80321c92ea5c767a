"""Warm words for a post: given once, taken back, told to its author in words and to nobody else."""

import json
import re
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.db import Database
from forum.actions.marks import react_to_post, take_back_reaction
from forum.actions.posts import write_reply
from forum.actions.states import hide_post
from forum.actions.writing import Written
from forum.models import Post, Reaction
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV, Member
from tests.client import HouseClient
from tests.factories import a_thread, first_post_of
from tests.forum.test_numbering import at_once
from tests.reading import count, rows

THANKS = ("Somebody said thank you.", "Somebody is with you.", "Somebody found this helpful.")


def a_post(session: Session, **told: object) -> int:
    """The number of a post by Ben, which stands alone in its thread."""
    found = first_post_of(session, a_thread(session, by=BEN, **told))  # type: ignore[arg-type]
    session.commit()
    return found


def given(session: Session) -> list[tuple[object, ...]]:
    columns = (Reaction.person_id, Reaction.post_id, Reaction.kind)
    return rows(session, select(*columns).order_by(*columns))


def seen(client: HouseClient, path: str) -> str:
    """A page as it looks: the mark of one press is another one each time."""
    return re.sub(r'(name="once" value=")[^"]*', r"\1", client.get(path).text)


def pressed(text: str) -> dict[str, tuple[str, str]]:
    """By kind: what a press of its button sends, and whether it shows as pressed."""
    found = re.findall(
        r'<button id="r\d+-(\w+)" name="(kind|undo)" value="(\w+)" aria-pressed="(\w+)">', text
    )
    assert all(kind == value for kind, _, value, _ in found)
    return {kind: (name, state) for kind, name, _, state in found}


@pytest.mark.parametrize("htmx", [True, False])
def test_a_word_is_given_and_taken_back(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    post = a_post(session)
    to = f"/posts/{post}/reactions"
    said = []
    left = []
    for typed in (
        {"kind": "thank_you"},
        {"kind": "thank_you"},
        {"kind": "with_you"},
        {"undo": "thank_you"},
        {"undo": "thank_you"},
    ):
        answer = amina.post(to, typed, htmx=htmx)
        if htmx:
            assert answer.status_code == 200
            said.append(json.loads(answer.headers["HX-Trigger"])["announce"]["text"])
        else:
            assert answer.status_code == 303
            place = f"/threads/{post_thread(session, post)}?page=1#p1"
            assert answer.headers["Location"] == place
            page = amina.get(place.partition("#")[0]).text
            said += re.findall(r'<div id="announce"[^>]*>([^<]*)</div>', page)
        left.append([kind for _, _, kind in given(session)])
    assert said == [
        *("You said “Thank you” for post 1.", "You said “Thank you” for post 1."),
        "You said “With you” for post 1.",
        *("You took back “Thank you” for post 1.", "You took back “Thank you” for post 1."),
    ]
    assert left == [
        *(["thank_you"], ["thank_you"], ["thank_you", "with_you"], ["with_you"], ["with_you"])
    ]
    assert given(session) == [(AMINA.id, post, "with_you")]


def post_thread(session: Session, post_id: int) -> int:
    [[found]] = rows(session, select(Post.thread_id).where(Post.id == post_id))
    return int(found)


def test_the_answer_is_the_same_form_with_what_was_pressed(
    amina: HouseClient, session: Session
) -> None:
    post = a_post(session)
    answer = amina.post(f"/posts/{post}/reactions", {"kind": "helpful"}, htmx=True)
    assert answer.text.startswith(f'<form id="r{post}" class="reactions" method="post"')
    expected = {
        "thank_you": ("kind", "false"),
        "with_you": ("kind", "false"),
        "helpful": ("undo", "true"),
    }
    assert pressed(answer.text) == expected
    page = amina.get(f"/threads/{post_thread(session, post)}").text
    assert pressed(page) == expected
    # The page holds the answer as it is: the swap finds it again and again.
    assert answer.text in page


def test_each_reader_sees_their_own_and_no_other(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    post = a_post(session)
    page = f"/threads/{post_thread(session, post)}"
    untouched = seen(dev, page)
    for kind in ("thank_you", "with_you", "helpful"):
        amina.post(f"/posts/{post}/reactions", {"kind": kind})
    assert seen(dev, page) == untouched
    assert {state for _, state in pressed(amina.get(page).text).values()} == {"true"}
    assert {state for _, state in pressed(untouched).values()} == {"false"}


def test_the_author_is_told_in_words_and_on_their_post_only(
    ben: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=1)
    write_reply(session, AMINA.identity(), thread.id, Written("Amina's."))
    first, second, aminas = session.scalars(select(Post.id).order_by(Post.no))
    for who, post, kind in (
        (AMINA, first, "thank_you"),
        (DEV, first, "thank_you"),
        (CAROL, first, "with_you"),
        (DEV, second, "helpful"),
        (DEV, aminas, "with_you"),
    ):
        react_to_post(session, who.id, post, kind)
    session.commit()

    def told(client: HouseClient) -> list[tuple[str, str]]:
        cards = re.split(r'(?=<article class="post")', client.get(f"/threads/{thread.id}").text)
        return [
            (re.findall(r'id="(p\d+)"', card)[0], line)
            for card in cards[1:]
            for line in re.findall(r'<p class="thanks">([^<]*)</p>', card)
        ]

    assert told(ben) == [("p1", f"{THANKS[0]} {THANKS[1]}"), ("p2", THANKS[2])]
    assert told(amina) == [("p3", THANKS[1])]


def test_no_page_says_how_many_or_who(ben: HouseClient, session: Session) -> None:
    post = a_post(session)
    page = f"/threads/{post_thread(session, post)}"
    react_to_post(session, AMINA.id, post, "thank_you")
    session.commit()
    by_one = seen(ben, page)
    for who in (CAROL, DEV):
        react_to_post(session, who.id, post, "thank_you")
    session.commit()
    assert seen(ben, page) == by_one
    assert count(session, Reaction) == 3
    for who in (AMINA, CAROL, DEV):
        assert who.name not in by_one


@pytest.mark.parametrize("htmx", [True, False])
def test_nobody_thanks_themselves(ben: HouseClient, session: Session, *, htmx: bool) -> None:
    post = a_post(session)
    assert ben.post(f"/posts/{post}/reactions", {"kind": "helpful"}, htmx=htmx).status_code == 403
    assert given(session) == []
    assert pressed(ben.get(f"/threads/{post_thread(session, post)}").text) == {}


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("typed", [{}, {"kind": "love"}, {"undo": "x"}, {"kind": "Thank you"}])
def test_another_word_is_none(
    amina: HouseClient, session: Session, typed: dict[str, str], *, htmx: bool
) -> None:
    post = a_post(session)
    answer = amina.post(f"/posts/{post}/reactions", typed, htmx=htmx)
    assert answer.status_code == 422
    assert set(pressed(answer.text)) == {"thank_you", "with_you", "helpful"}
    assert given(session) == []


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_not_open_takes_none(carol: HouseClient, session: Session, *, htmx: bool) -> None:
    closed, hidden = a_post(session, space=CLOSED_SPACE), a_post(session)
    hide_post(session, DEV.id, hidden, "Not here.")
    session.commit()
    for post in (closed, hidden, hidden + 999):
        answer = carol.post(f"/posts/{post}/reactions", {"kind": "helpful"}, htmx=htmx)
        assert answer.status_code == 404
    assert given(session) == []


def test_it_leaves_no_audit_line(amina: HouseClient, session: Session) -> None:
    post = a_post(session)
    before = count(session, AuditLine)
    amina.post(f"/posts/{post}/reactions", {"kind": "helpful"})
    amina.post(f"/posts/{post}/reactions", {"undo": "helpful"})
    assert count(session, AuditLine) == before


def test_many_presses_at_once_give_one_word_each(database: Database, session: Session) -> None:
    post = a_post(session)
    crowd: tuple[Member, ...] = (AMINA, CAROL)

    def give(own: Session, number: int) -> None:
        react_to_post(own, crowd[number % 2].id, post, "with_you")

    assert at_once(database, give) == []
    assert given(session) == [(who.id, post, "with_you") for who in crowd]
    assert at_once(database, lambda own, n: take_back_reaction(own, 1, post, "with_you")) == []
    assert given(session) == [(CAROL.id, post, "with_you")]


def test_every_kind_is_kept_apart(session: Session) -> None:
    post = a_post(session)
    kinds = ("helpful", "thank_you", "with_you")
    for who, kind in product((AMINA, CAROL), kinds):
        react_to_post(session, who.id, post, kind)
    session.commit()
    take_back_reaction(session, AMINA.id, post, "thank_you")
    session.commit()
    assert given(session) == [
        *((AMINA.id, post, kind) for kind in ("helpful", "with_you")),
        *((CAROL.id, post, kind) for kind in kinds),
    ]
