"""Many pages save words for one place at the same moment: one of them is the newest."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from forum.actions.drafts import drop_draft, save_draft
from forum.models import Draft, DraftChoices
from forum.rules.drafts import DraftMovedOn, Place, Unsent
from forum.rules.words import Choices
from tests.cast import AMINA
from tests.forum.test_numbering import MANY, at_once
from tests.reading import count, rows

HERE = Place("thread", 12)


def unsent(number: int, page: str) -> Unsent:
    return Unsent(HERE, "", f"Words {number}.", Choices(), 0, page)


def test_one_of_many_pages_wins_and_the_others_are_told(
    database: Database, session: Session
) -> None:
    kept: list[str] = []

    def work(own: Session, number: int) -> None:
        save_draft(own, AMINA.id, unsent(number, f"page {number}"))
        own.commit()
        kept.append(f"Words {number}.")

    told = at_once(database, work)
    assert [type(error) for error in told] == [DraftMovedOn] * (MANY - 1)
    assert rows(session, select(Draft.text, Draft.sequence)) == [(kept[0], 1)]


def test_one_page_that_saves_many_times_is_never_older_than_itself(
    database: Database, session: Session
) -> None:
    assert at_once(database, lambda own, n: save_draft(own, AMINA.id, unsent(n, "one"))) == []
    assert rows(session, select(Draft.sequence)) == [(MANY,)]


def test_saving_and_sending_at_once_leaves_one_draft_or_none(
    database: Database, session: Session
) -> None:
    def work(own: Session, number: int) -> None:
        act = save_draft if number % 2 else drop_draft
        act(own, AMINA.id, unsent(number, "one"))

    assert at_once(database, work) == []
    assert count(session, Draft) in {0, 1}
    assert count(session, DraftChoices) == count(session, Draft)
