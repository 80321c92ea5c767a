"""Words that are not sent: kept in order, never taken away by an older page, gone when sent."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from forum.actions.drafts import discard_draft, drop_draft, move_drafts, save_draft
from forum.models import Draft, DraftChoices
from forum.rules.drafts import DRAFT_DAYS, MOST_DRAFTS, DraftMovedOn, Place, TooManyDrafts, Unsent
from forum.rules.words import Choices
from tests.cast import AMINA, BEN, Member
from tests.factories import a_draft
from tests.reading import count, rows

HERE = Place("thread", 12)
WORDS = select(Draft.title, Draft.text, Draft.sequence)


def unsent(text: str = "", *, title: str = "", sequence: int = 0, page: str = "a") -> Unsent:
    return Unsent(HERE, title, text, Choices(), sequence, page)


def save(session: Session, told: Unsent, who: Member = AMINA) -> int | None:
    draft = save_draft(session, who.id, told)
    session.commit()
    return draft.sequence if draft else None


def test_each_save_counts_one_up(session: Session) -> None:
    assert save(session, unsent("One.")) == 1
    assert save(session, unsent("One. Two.", sequence=1)) == 2
    assert rows(session, WORDS) == [("", "One. Two.", 2)]


def test_the_same_again_changes_nothing(session: Session) -> None:
    with time_machine.travel(now() - timedelta(hours=1)):
        save(session, unsent("One."))
    before = rows(session, select(Draft.sequence, Draft.saved_at))
    assert save(session, unsent("One.", sequence=1, page="b")) == 1
    assert rows(session, select(Draft.sequence, Draft.saved_at)) == before


def test_an_older_page_is_told_and_changes_nothing(session: Session) -> None:
    save(session, unsent("One.", page="a"))
    save(session, unsent("Two.", sequence=1, page="b"))
    for older in (unsent("Three.", sequence=1), unsent("Two. More."), unsent("")):
        with pytest.raises(DraftMovedOn):
            save_draft(session, AMINA.id, older)
        session.rollback()
    assert rows(session, WORDS) == [("", "Two.", 2)]


def test_a_page_that_never_heard_that_it_saved_goes_on(session: Session) -> None:
    save(session, unsent("One.", page="a"))
    assert save(session, unsent("Other.", page="a")) == 2
    assert rows(session, WORDS) == [("", "Other.", 2)]


def test_what_is_left_empty_takes_nothing_away(session: Session) -> None:
    assert save(session, unsent("")) is None
    assert count(session, Draft) == 0
    save(session, unsent("Words.", title="Title"))
    assert save(session, unsent("", sequence=1)) == 1
    assert save(session, unsent("", title="New title", sequence=1)) == 2
    assert rows(session, WORDS) == [("New title", "Words.", 2)]


def test_what_was_chosen_is_kept_with_the_words(session: Session) -> None:
    chosen = Choices("carer", "ideas", "ask", " death ", anonymous=True)
    told: dict[str, Any] = {"title": "", "text": "One.", "page": "a"}
    save(session, Unsent(HERE, choices=chosen, sequence=0, **told))
    columns = (
        DraftChoices.speaking_as,
        DraftChoices.wants,
        DraftChoices.quote_consent,
        DraftChoices.notes,
        DraftChoices.anonymous,
    )
    assert rows(session, select(*columns)) == [("carer", "ideas", "ask", " death ", True)]
    # To untick a box is a change like any other.
    assert save(session, Unsent(HERE, choices=Choices(), sequence=1, **told)) == 2
    assert rows(session, select(*columns)) == [(None, None, "no", "", False)]


def test_everybody_has_their_own(session: Session) -> None:
    save(session, unsent("Amina's."))
    save(session, unsent("Ben's."), BEN)
    mine = select(Draft.person_id, Draft.text).order_by(Draft.person_id)
    assert rows(session, mine) == [(AMINA.id, "Amina's."), (BEN.id, "Ben's.")]


def test_there_is_room_for_so_many(session: Session) -> None:
    for number in range(1, MOST_DRAFTS + 1):
        a_draft(session, AMINA, f"space:{number}")
    session.commit()
    with pytest.raises(TooManyDrafts):
        save_draft(session, AMINA.id, unsent("One more."))
    session.rollback()
    assert save(session, unsent("Somebody else's."), BEN) == 1
    # Those that are there can be gone on with.
    more = Unsent(Place("space", 1), "", "Begun. More.", Choices(), 1, None)
    assert save(session, more) == 2


@pytest.mark.parametrize(
    ("sequence", "page", "left"), [(1, "x", 0), (2, "x", 0), (0, "a", 0), (0, "x", 1)]
)
def test_what_is_sent_is_let_go_but_never_newer_words(
    session: Session, sequence: int, page: str, left: int
) -> None:
    save(session, unsent("One.", page="a"))
    save(session, unsent("One."), BEN)
    drop_draft(session, AMINA.id, unsent("One. Two.", sequence=sequence, page=page))
    session.commit()
    found = select(Draft.person_id).order_by(Draft.person_id)
    assert rows(session, found) == [(AMINA.id,)] * left + [(BEN.id,)]
    assert count(session, DraftChoices) == left + 1


def test_there_may_be_nothing_to_let_go(session: Session) -> None:
    drop_draft(session, AMINA.id, unsent("One."))
    assert count(session, Draft) == 0


def test_only_its_writer_throws_it_away(session: Session) -> None:
    draft = a_draft(session, AMINA, "thread:12")
    session.commit()
    discard_draft(session, BEN.id, draft.id)
    session.commit()
    assert count(session, Draft) == 1
    discard_draft(session, AMINA.id, draft.id)
    session.commit()
    assert (count(session, Draft), count(session, DraftChoices)) == (0, 0)


def test_a_reply_goes_on_where_its_thread_went(session: Session) -> None:
    a_draft(session, AMINA, "thread:12", text="Amina's.")
    a_draft(session, BEN, "thread:12", text="Ben's.")
    a_draft(session, BEN, "thread:13", text="Ben's other.")
    a_draft(session, AMINA, "answer:12", text="Something else.")
    move_drafts(session, 12, 13)
    session.commit()
    assert rows(session, select(Draft.place, Draft.text).order_by(Draft.id)) == [
        ("thread:13", "Amina's."),
        ("thread:12", "Ben's."),
        ("thread:13", "Ben's other."),
        ("answer:12", "Something else."),
    ]


def test_what_nobody_goes_on_with_is_taken_out(app: Flask, session: Session) -> None:
    old, kept = a_draft(session, AMINA, "thread:12"), a_draft(session, AMINA, "thread:13")
    for draft, hours in ((old, 1), (kept, -1)):
        moment = now() - timedelta(days=DRAFT_DAYS, hours=hours)
        session.execute(update(Draft).where(Draft.id == draft.id).values(saved_at=moment))
    kept_id = kept.id
    session.commit()
    told = app.test_cli_runner().invoke(args=["house", "tidy"]).output
    assert told.endswith(f"not sent and not gone on with for {DRAFT_DAYS} days: 1.\n")
    assert rows(session, select(Draft.id)) == [(kept_id,)]
    assert rows(session, select(DraftChoices.draft_id)) == [(kept_id,)]
