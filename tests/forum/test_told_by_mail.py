"""The mails about posts: whole, saying nothing of what was written, after the undo window, once."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import mail
from core.clock import now
from core.mail.email import Email
from core.mail.outbox import OutboxMail
from forum.actions.changes import edit_post, withdraw_post
from forum.actions.reading import move_read_position
from forum.actions.states import approve_post, hide_post
from forum.actions.writing import Written
from forum.models import FanOut, Post, ToldByMail
from forum.queries.mentions import people_named_in
from forum.rules.telling import UNDO_MINUTES
from tests.cast import BEN, CAROL, DEV, GRACE
from tests.forum.told import (
    WAYS_TO_HEAR,
    a_post_for,
    a_quiet_thread,
    follow,
    reply,
    tell,
    tell_later,
    who_was_mailed,
)
from tests.reading import count, rows

TEXTS = Path(__file__).parent / "emails"
STORED = {"named": "in_person", "answered": "in_person", "thread": "thread", "space": "space"}


def queued(session: Session) -> list[tuple[str, str, str]]:
    """Address, subject and text of each mail about a post."""
    about = OutboxMail.key.startswith("post_told:")
    wanted = select(OutboxMail.to_address, OutboxMail.subject, OutboxMail.text).where(about)
    return [(a, b, c) for a, b, c in rows(session, wanted.order_by(OutboxMail.id))]


def addresses(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("https://")]


@pytest.mark.parametrize("how", WAYS_TO_HEAR)
def test_it_is_the_stored_text(session: Session, how: str) -> None:
    post = a_post_for(session, CAROL, how)
    thread_id, no = post.thread_id, post.no
    tell_later(session)
    [(address, subject, text)] = queued(session)
    text = text.replace(f"/threads/{thread_id}", "/threads/12")
    text = text.replace(f"from={no}#p{no}", "from=5#p5")
    stored = TEXTS / f"post_told_{STORED[how]}.txt"
    assert f"To: {address}\nSubject: {subject}\n\n{text}" == stored.read_text("utf-8")


def test_every_stored_text_is_used() -> None:
    stored = [path.stem for path in TEXTS.iterdir()]
    assert sorted(stored) == sorted({f"post_told_{name}" for name in STORED.values()})


@pytest.mark.parametrize("how", WAYS_TO_HEAR)
def test_it_says_nothing_of_what_was_written_by_whom_and_where(session: Session, how: str) -> None:
    post = a_post_for(session, CAROL, how)
    assert "kettles" in post.words
    tell_later(session)
    [(_, subject, text)] = queued(session)
    for private in ("Quiet nights", "kettles", "Ben", "Amina", "The open space"):
        assert private not in subject + text
    assert "Carol" not in subject


def test_no_mail_leaves_before_the_undo_window_is_over(session: Session) -> None:
    a_post_for(session, CAROL, "thread")
    tell(session)
    tell_later(session, UNDO_MINUTES - 1)
    assert who_was_mailed(session) == []
    tell_later(session, UNDO_MINUTES)
    assert who_was_mailed(session) == ["Carol"]


@pytest.mark.parametrize("undone", ["withdrawn", "hidden"])
def test_what_is_undone_in_time_sends_no_mail(session: Session, undone: str) -> None:
    post_id = a_post_for(session, CAROL, "thread").id
    a_post_for(session, GRACE, "thread")
    tell(session)
    with time_machine.travel(now() + timedelta(minutes=UNDO_MINUTES - 1), tick=False):
        if undone == "withdrawn":
            withdraw_post(session, BEN.identity(), post_id)
        else:
            hide_post(session, DEV.id, post_id, "Because.")
        session.commit()
    tell_later(session)
    assert who_was_mailed(session) == ["Grace"]


def test_whoever_is_named_by_an_edit_in_time_is_mailed_too(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "named").id
    tell(session)
    text = "@Carol and @Grace, words."
    people = people_named_in(session.connection(), text)
    edit_post(session, BEN.identity(), post_id, Written(text, people=people))
    session.commit()
    tell_later(session)
    assert who_was_mailed(session) == ["Carol", "Grace"]


def test_there_is_one_mail_of_a_thread_until_it_was_read(session: Session) -> None:
    thread_id = a_post_for(session, CAROL, "thread").thread_id
    for _ in range(3):
        reply(session, thread_id, "@Carol?")
    tell_later(session)
    assert who_was_mailed(session) == ["Carol"]
    reply(session, thread_id)
    # As far as the mail was about, but not on to the end.
    move_read_position(session, CAROL.id, thread_id, 1)
    tell_later(session)
    assert who_was_mailed(session) == ["Carol"]
    move_read_position(session, CAROL.id, thread_id, 2)
    reply(session, thread_id)
    tell_later(session)
    assert who_was_mailed(session) == ["Carol"] * 2
    assert addresses(queued(session)[1][2])[0].endswith(f"/threads/{thread_id}?from=3#p3")
    assert rows(session, select(ToldByMail.post_no)) == [(7,)]


def test_it_leads_to_the_first_post_that_was_not_read(session: Session) -> None:
    thread_id = a_quiet_thread(session, replies=40)
    follow(session, CAROL, thread_id)
    follow(session, GRACE, thread_id)
    move_read_position(session, CAROL.id, thread_id, 30)
    reply(session, thread_id)
    tell_later(session)
    found = {address: addresses(text)[0] for address, _, text in queued(session)}
    place = f"https://network.example.org/threads/{thread_id}"
    assert found == {
        CAROL.address: f"{place}?from=31#p31",
        # Grace has never been there: all of it would be new to her.
        GRACE.address: f"{place}?from=42#p42",
    }


def test_a_mail_that_has_not_left_is_taken_back_with_its_post(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "thread").id
    thread_id = session.get_one(Post, post_id).thread_id
    follow(session, GRACE, thread_id)
    tell_later(session)
    gone = update(OutboxMail).where(OutboxMail.to_name == "Grace").values(state="sending")
    session.execute(gone)
    mail.queue(session, Email(f"post_told:{post_id}1:5", "Dev", DEV.address, "S", "T"))
    hide_post(session, DEV.id, post_id, "Because.")
    session.commit()
    assert who_was_mailed(session) == ["Dev", "Grace"]
    assert rows(session, select(ToldByMail.person_id)) == [(GRACE.id,)]
    # It does not stand in the way of the next one, nor of its own return.
    approve_post(session, DEV.id, post_id)
    session.commit()
    tell_later(session)
    assert who_was_mailed(session) == ["Carol", "Dev", "Grace"]


def test_nothing_is_owed_when_all_were_told(session: Session) -> None:
    a_post_for(session, CAROL, "thread")
    session.commit()
    assert count(session, FanOut) == 2
    tell(session)
    assert rows(session, select(FanOut.way)) == [("mail",)]
    tell_later(session)
    assert count(session, FanOut) == 0
