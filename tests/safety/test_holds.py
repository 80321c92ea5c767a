"""Have a thing wait, have it wait again, and let go of it."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.refusals import Missing
from forum.models import Post
from safety.actions.decisions import Decision, decide_item
from safety.actions.holds import hold, let_go
from safety.actions.items import Seen
from safety.actions.kinds import known, shown_now
from safety.models import Report, ReviewEvent, ReviewItem
from safety.rules.holds import SENT_AGAIN
from tests.cast import AMINA, BEN, DEV
from tests.reading import count, rows
from tests.safety.stand_in import STAND_IN, a_held_item, a_post, a_report

ITEM = (
    *(ReviewItem.state, ReviewItem.version, ReviewItem.why, ReviewItem.because),
    *(ReviewItem.first_line, ReviewItem.live),
)
EVENTS = select(ReviewEvent.version, ReviewEvent.what, ReviewEvent.words).order_by(ReviewEvent.id)


def test_it_waits_and_nobody_is_told(session: Session) -> None:
    a_held_item(session, a_post(session, text="First words."), why="rule", because="Why.")
    session.commit()
    assert rows(session, select(*ITEM)) == [("pending", 1, "rule", "Why.", "First words.", False)]
    assert rows(session, EVENTS) == [(1, "held", "Why.")]
    assert count(session, Notice) == 0


def test_changed_while_it_waits(session: Session) -> None:
    post_id = a_post(session)
    a_held_item(session, post_id, because="Before.")
    session.execute(update(Post).values(words="Other words."))
    hold(session, STAND_IN, post_id, BEN.id, "rule", "After.")
    session.commit()
    assert rows(session, select(*ITEM)) == [("pending", 2, "rule", "After.", "Other words.", False)]
    assert rows(session, EVENTS) == [(1, "held", "Before."), (2, "held", "After.")]


def test_sent_again_after_it_was_hidden(session: Session) -> None:
    post_id = a_post(session)
    item_id = a_held_item(session, post_id, because="Before.")
    decide_item(session, Seen(item_id, 1, DEV.id), Decision("hidden", "Unkind.", "Be kind."))
    hold(session, STAND_IN, post_id, BEN.id, SENT_AGAIN.why, SENT_AGAIN.because)
    session.commit()
    assert rows(session, select(*ITEM)) == [
        (
            *("pending", 3, "rule", "A moderator hid this before. It has been changed since."),
            *("First words.", False),
        )
    ]
    assert [what for _, what, _ in rows(session, EVENTS)] == ["held", "hidden", "held"]
    assert rows(session, select(ReviewItem.reason, ReviewItem.decided_at)) == [(None, None)]


def test_what_was_reported_and_then_held_is_out_of_sight(session: Session) -> None:
    post_id = a_post(session)
    a_report(session, post_id)
    a_held_item(session, post_id, why="rule", because="Why.")
    session.commit()
    assert rows(session, select(*ITEM)) == [("pending", 2, "rule", "Why.", "First words.", False)]


def test_let_go_answers_whoever_told_us(session: Session) -> None:
    report = a_report(session, a_post(session), by=AMINA)
    let_go(session, STAND_IN, report.thing_id)
    session.commit()
    assert rows(session, select(*ITEM)) == [
        ("no_action", 2, "report", "Somebody told us about it.", "", False)
    ]
    assert rows(session, select(Report.outcome)) == [("gone",)]
    assert rows(session, select(Notice.person_id, Notice.words)) == [
        (
            AMINA.id,
            (
                f"Thank you for telling us ({report.reference}). "
                "The post is not there any more: its author took it back."
            ),
        )
    ]
    assert rows(session, EVENTS) == [(1, "reported", ""), (2, "gone", "")]


def test_let_go_of_what_is_decided_or_unknown_changes_little(session: Session) -> None:
    post_id = a_post(session)
    item_id = a_held_item(session, post_id)
    decide_item(session, Seen(item_id, 1, DEV.id), Decision("approved"))
    let_go(session, STAND_IN, post_id)
    let_go(session, STAND_IN, post_id + 1_000)
    session.commit()
    # The queue keeps no words of what was taken back.
    assert rows(session, select(ReviewItem.state, ReviewItem.version, ReviewItem.first_line)) == [
        ("approved", 2, "")
    ]


def test_a_kind_that_nobody_made_known(session: Session) -> None:
    with pytest.raises(Missing):
        known("nobody-knows")
    assert shown_now(session.connection(), "nobody-knows", 1) is None
