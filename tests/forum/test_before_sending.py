"""The two buttons that send nothing, at each of the doors that take a post."""

import json
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.drafts import save_draft
from forum.models import Draft, Post, PostRevision, Thread
from forum.rules.drafts import Unsent
from forum.rules.words import Choices
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.factories import a_draft, a_thread, first_post_of
from tests.forum.places import box, door, value_of
from tests.reading import count, rows

KINDS = ["reply", "answer", "thread", "change"]
LATER = {"later": "yes"}
PREVIEW = {"preview": "yes"}
SAVED = "Your words are saved. You find them here, and in your account."


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def nothing_sent(session: Session, kind: str) -> bool:
    posts = 0 if kind == "thread" else 1
    return (count(session, Post), count(session, PostRevision)) == (posts, 0)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("asked", [LATER, PREVIEW])
def test_with_nothing_written_it_says_so(
    amina: HouseClient, session: Session, kind: str, asked: dict[str, str], *, htmx: bool
) -> None:
    path, _, more = door(session, kind)
    answer = amina.post(path, {**more, "title": "", "text": " ", **asked}, htmx=htmx)
    assert answer.status_code == 422
    assert "Write something before you post it." in answer.text
    assert nothing_sent(session, kind)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("asked", [LATER, PREVIEW])
def test_what_is_too_long_comes_back_whole(
    amina: HouseClient, session: Session, kind: str, asked: dict[str, str], *, htmx: bool
) -> None:
    path, _, more = door(session, kind)
    answer = amina.post(path, {**more, "text": "w" * 20_001, **asked}, htmx=htmx)
    assert answer.status_code == 422
    assert box(answer) == "w" * 20_001
    assert nothing_sent(session, kind)
    assert count(session, Draft) == 0


def test_for_later_without_a_script(amina: HouseClient, session: Session, kind: str) -> None:
    path, place, more = door(session, kind)
    typed = {**more, "text": "Half of it.", "anonymous": "y", "notes": "death", **LATER}
    page = amina.follow(path, typed)
    assert SAVED in page.text
    assert box(page) == "Half of it."
    assert "These are words you saved on" in page.text
    # A wish to stay without a name is not lost on the way.
    assert re.search(r'id="anonymous"[^>]* checked', page.text)
    assert re.search(r'id="note-death"[^>]* checked', page.text)
    assert rows(session, select(Draft.place, Draft.text)) == [(str(place), "Half of it.")]
    assert nothing_sent(session, kind)


def test_for_later_through_htmx(amina: HouseClient, session: Session, kind: str) -> None:
    path, _, more = door(session, kind)
    answer = amina.post(path, {**more, "text": "Half of it.", **LATER}, htmx=True)
    assert answer.status_code == 200
    assert box(answer) == "Half of it."
    assert "Saved at " in answer.text
    assert value_of(answer, "sequence") == "1"
    assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": SAVED}}


def test_a_title_alone_can_be_kept(amina: HouseClient, session: Session) -> None:
    session.commit()
    page = amina.follow("/spaces/open/threads/new", {"title": "Only this", "text": "", **LATER})
    assert 'value="Only this"' in page.text


@pytest.mark.parametrize("htmx", [True, False])
def test_the_older_page_can_insist(
    amina: HouseClient, session: Session, kind: str, *, htmx: bool
) -> None:
    path, place, more = door(session, kind)
    told = {"place": place, "title": "", "choices": Choices(), "page": "elsewhere"}
    save_draft(session, AMINA.id, Unsent(text="Newer.", sequence=4, **told))  # type: ignore[arg-type]
    session.commit()
    typed = {**more, "text": "Mine.", "sequence": "0", "once": "here"}
    answer = amina.post(path, {**typed, **LATER}, htmx=htmx)
    assert answer.status_code == 409
    assert "A newer version of this was saved" in answer.text
    assert box(answer) == "Mine."
    assert rows(session, select(Draft.text)) == [("Newer.",)]
    [known] = re.findall(r'name="later" value="(\d+)"', answer.text)
    again = amina.post(path, {**typed, "later": known}, htmx=htmx)
    assert again.status_code == (200 if htmx else 303)
    assert rows(session, select(Draft.text)) == [("Mine.",)]


def test_what_is_sent_is_a_draft_no_more(amina: HouseClient, session: Session, kind: str) -> None:
    path, place, more = door(session, kind)
    a_draft(session, AMINA, str(place), text="Half.")
    a_draft(session, BEN, str(place), text="Ben's.")
    session.commit()
    typed = {**more, "text": "Half and whole.", "once": "a", "sequence": "1"}
    assert amina.post(path, typed).status_code == 303
    assert rows(session, select(Draft.text)) == [("Ben's.",)]
    assert not nothing_sent(session, kind)


def test_what_was_refused_stays_a_draft(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    a_draft(session, AMINA, f"thread:{thread.id}", text="Half.")
    thread.locked_at, thread.locked_because = thread.started_at, "It is late."
    session.commit()
    typed = {"text": "Half and whole.", "sequence": "1"}
    answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
    assert answer.status_code == 409
    assert ">\nHalf and whole.</textarea>" in answer.text
    assert rows(session, select(Draft.text)) == [("Half.",)]
    assert "Half." in amina.get("/drafts").text


def test_newer_words_from_elsewhere_outlive_what_is_sent(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    a_draft(session, AMINA, f"thread:{thread.id}", text="From my phone.")
    session.commit()
    typed = {"text": "From the ward.", "once": "a", "sequence": "0"}
    answer = amina.post(f"/threads/{thread.id}/replies", typed, htmx=True)
    assert answer.status_code == 200
    # What was chosen about the ones that were sent is not chosen about these.
    assert box(answer) == ""
    assert "A newer version of this was saved on another page or device." in answer.text
    assert rows(session, select(Draft.text)) == [("From my phone.",)]


def test_the_words_of_a_form_win_over_saved_ones(
    amina: HouseClient, session: Session, kind: str
) -> None:
    path, place, more = door(session, kind)
    a_draft(session, AMINA, str(place), text="Saved before.")
    session.commit()
    for asked in ({}, PREVIEW):
        text = "w" * 20_001
        answer = amina.post(path, {**more, "text": text, **asked})
        assert answer.status_code == 422
        assert box(answer) == text
        assert "Saved before." not in answer.text


def test_a_quote_does_not_take_the_place_of_saved_words(
    amina: HouseClient, session: Session
) -> None:
    post_id = first_post_of(session, a_thread(session, by=BEN, text="First words."))
    session.commit()
    quoted = f"&gt; [quote {post_id}]\n&gt; First words.\n\n"
    assert box(amina.get(f"/posts/{post_id}/reply?quote=1")) == quoted
    a_draft(session, AMINA, f"answer:{post_id}", text="Begun.")
    session.commit()
    assert box(amina.get(f"/posts/{post_id}/reply?quote=1")) == f"Begun.\n\n{quoted}"
    assert box(amina.get(f"/posts/{post_id}/reply")) == "Begun."


def test_an_answer_to_a_post_one_may_not_see_is_kept_for_the_thread(
    carol: HouseClient, session: Session
) -> None:
    closed = a_thread(session, by=BEN, space=2)
    thread = a_thread(session, by=BEN)
    secret = first_post_of(session, closed)
    session.commit()
    typed = {"text": "Hm.", "reply_to": str(secret), **LATER}
    assert carol.post(f"/threads/{thread.id}/replies", typed).status_code == 303
    assert rows(session, select(Draft.place)) == [(f"thread:{thread.id}",)]
    assert count(session, Thread) == 2
