"""Rate a session, so that nobody can tell who said what.

Source: docs/decisions/0007-ratings-without-names.md
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bookings.models import Rating, RatingGiven
from bookings.rules.ratings import AlreadyRated, FeedbackNotOpen, feedback_open
from core.clock import now
from core.db import insert_into


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
    insert = insert_into(session.connection(), RatingGiven.__table__).values(
        session_id=session_id, person_id=person_id
    )
    # The row itself says that it is new: PostgreSQL's driver counts no rows of an INSERT.
    given = insert.on_conflict_do_nothing(index_elements=["session_id", "person_id"])
    if session.scalar(given.returning(RatingGiven.person_id)) is None:
        raise AlreadyRated
    session.add(
        Rating(
            session_id=session_id,
            key=secrets.token_hex(12),
            rating=answer.rating,
            worked_well=answer.worked_well,
            would_change=answer.would_change,
        )
    )
    session.flush()
