"""Move how far somebody has read."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.db import insert_into
from forum.models import CaughtUp, ReadPosition


def move_read_position(session: Session, person_id: int, thread_id: int, no: int) -> None:
    """Remember that somebody has read up to a post; it never moves back."""
    insert = insert_into(session.connection(), ReadPosition.__table__).values(
        person_id=person_id, thread_id=thread_id, no=no
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"no": insert.excluded.no},
            where=ReadPosition.no < insert.excluded.no,
        )
    )


def catch_up(session: Session, person_id: int, moment: datetime) -> None:
    """Nothing before the moment is news to the person from now on; it never moves back."""
    insert = insert_into(session.connection(), CaughtUp.__table__).values(
        person_id=person_id, at=moment
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id"],
            set_={"at": insert.excluded.at},
            where=CaughtUp.at < insert.excluded.at,
        )
    )
