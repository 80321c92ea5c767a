"""Rate a session, so that nobody can tell who said what.

Source: docs/decisions/0007-ratings-without-names.md
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from bookings.models import EventSession, Rating, RatingGiven
from bookings.rules.ratings import AlreadyRated, FeedbackNotOpen, feedback_open, may_release
from core.clock import now

# As plain tables: rows go in and out as they are, and no object remembers who wrote what.
_RATING = cast(Table, Rating.__table__)
_GIVEN = cast(Table, RatingGiven.__table__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said about a session; who they are is not in it."""

    rating: str
    worked_well: str
    would_change: str


def rate_session(
    session: Session, person_id: int, session_id: int, ended_at: datetime, answer: Answer
) -> None:
    """Keep that the person answered, and apart from it what was said.

    No audit line: it would join the two.
    Raises: FeedbackNotOpen, AlreadyRated.
    """
    if not feedback_open(ended_at, now()):
        raise FeedbackNotOpen
    # One answer at a time, so that the tables can be written anew below.
    session.execute(select(EventSession.id).where(EventSession.id == session_id).with_for_update())
    given = select(RatingGiven.person_id).where(
        RatingGiven.session_id == session_id, RatingGiven.person_id == person_id
    )
    if session.scalar(given) is not None:
        raise AlreadyRated
    session.execute(insert(_GIVEN).values(session_id=session_id, person_id=person_id))
    session.execute(
        insert(_RATING).values(
            session_id=session_id,
            key=secrets.token_hex(12),
            released=False,
            rating=answer.rating,
            worked_well=answer.worked_well,
            would_change=answer.would_change,
        )
    )
    _shuffle(session, session_id)


def _shuffle(session: Session, session_id: int) -> None:
    """Write the session's rows anew, each table in an order of its own.

    A table's order on disk, and PostgreSQL's mark of the transaction that wrote a row, would
    otherwise join each answer to whoever gave it.
    """
    answers = _taken_out(session, _RATING, session_id, "key")
    released = sum(row["released"] for row in answers)
    if may_release(released, len(answers) - released):
        answers = [{**row, "released": True} for row in answers]
    session.execute(insert(_RATING), answers)
    people = _taken_out(session, _GIVEN, session_id, "person_id")
    session.execute(insert(_GIVEN), people)


def _taken_out(session: Session, table: Table, session_id: int, order: str) -> list[dict[str, Any]]:
    mine = table.c.session_id == session_id
    rows = session.execute(select(table).where(mine)).mappings().all()
    session.execute(delete(table).where(mine))
    return sorted((dict(row) for row in rows), key=lambda row: row[order])
