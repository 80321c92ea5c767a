"""What the database itself refuses about items, events, reports and restrictions."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from core.clock import now
from core.db import Database
from safety.models import Report, Restriction, ReviewEvent, ReviewItem
from tests.cast import AMINA, BEN, DEV
from tests.databases import POSTGRESQL


def an_item(**told: object) -> ReviewItem:
    plain = {
        "kind": "stand-in",
        "thing_id": 1,
        "author_id": BEN.id,
        "why": "report",
        "because": "Somebody told us about it.",
        "first_line": "First words.",
        "live": True,
        "turn": 1,
        "state": "pending",
        "version": 1,
        "opened_at": now(),
    }
    return ReviewItem(**{**plain, **told})


def a_report(item: ReviewItem, reference: str, **told: object) -> Report:
    plain = {
        "reference": reference,
        "kind": item.kind,
        "thing_id": item.thing_id,
        "item_id": item.id,
        "reporter_id": AMINA.id,
        "category": "unkind",
        "words": "",
        "snapshot_html": "",
        "snapshot_words": "",
        "made_at": now(),
    }
    return Report(**{**plain, **told})


@pytest.mark.parametrize(
    "told",
    [
        {"why": "mood"},
        {"state": "lost"},
        {"version": 0},
        {"turn": 2},
        {"state": "approved"},
        {"decided_at": now()},
        {"claimed_by_id": DEV.id},
        {"claimed_at": now()},
        {"state": "hidden", "decided_at": now()},
        {"author_id": 99_999},
    ],
)
def test_an_item_that_could_not_be_is_refused(session: Session, told: dict[str, object]) -> None:
    session.add(an_item(**told))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_thing_has_one_item(session: Session) -> None:
    session.add_all([an_item(), an_item(thing_id=2), an_item(kind="another")])
    session.flush()
    session.add(an_item())
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_person_has_one_open_report_a_thing(session: Session) -> None:
    item = an_item()
    session.add(item)
    session.flush()
    answered = {"outcome": "no_action", "answered_at": now()}
    session.add_all(
        [
            a_report(item, "R-2222-22", **answered),
            a_report(item, "R-2222-23", **answered),
            a_report(item, "R-2222-24"),
            a_report(item, "R-2222-26", reporter_id=DEV.id),
        ]
    )
    session.flush()
    session.add(a_report(item, "R-2222-27"))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("told", [{"kind": "gone"}, {"until_at": now() - timedelta(days=1)}])
def test_a_restriction_that_could_not_be_is_refused(
    session: Session, told: dict[str, object]
) -> None:
    plain = {"person_id": BEN.id, "kind": "waits", "reason": "", "made_by_id": DEV.id}
    session.add(Restriction(**{**plain, "made_at": now(), **told}))
    with pytest.raises(IntegrityError):
        session.flush()


ROW = (
    "(id, item_id, version, what, at, words) "
    "SELECT id, item_id, version, 'gone', at, words FROM review_event WHERE true"
)
CHANGES = [
    "UPDATE review_event SET what = 'gone'",
    "DELETE FROM review_event",
    f"INSERT INTO review_event {ROW} ON CONFLICT (id) DO UPDATE SET what = 'gone'",
    *(
        ["TRUNCATE review_event"]
        if POSTGRESQL
        else [f"INSERT OR {verb} INTO review_event {ROW}" for verb in ("REPLACE", "IGNORE")]
    ),
]


@pytest.mark.parametrize("verb", CHANGES)
def test_history_is_only_ever_added_to(database: Database, session: Session, verb: str) -> None:
    item = an_item()
    session.add(item)
    session.flush()
    session.add(ReviewEvent(item_id=item.id, version=1, what="held", at=now(), words=""))
    session.commit()
    with (
        database.writing.connect() as connection,
        pytest.raises(DBAPIError, match="review events are only ever added"),
    ):
        connection.execute(text(verb))
    assert list(session.scalars(select(ReviewEvent.what))) == ["held"]
