"""Take a break, come back from it, be welcomed."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from accounts.models import PersonBreak
from core.clock import now, today
from core.db import insert_into


def start_break(session: Session, person_id: int, days: int | None) -> None:
    """The person is away for so many days from today, or until they come back.

    Who is away already changes for how long.
    """
    until_on = None if days is None else today() + timedelta(days=days)
    first = insert_into(session.connection(), PersonBreak.__table__).values(
        person_id=person_id, began_at=now(), until_on=until_on
    )
    session.execute(
        first.on_conflict_do_update(index_elements=["person_id"], set_={"until_on": until_on})
    )


def end_break(session: Session, person_id: int) -> None:
    """The person is back from today on, and will be welcomed; who was not away is not."""
    mine = update(PersonBreak).where(PersonBreak.person_id == person_id)
    session.execute(mine.values(until_on=today()))


def welcome_back(session: Session, person_id: int) -> None:
    """The person was welcomed: what is over is forgotten, a break that goes on stays."""
    over = PersonBreak.until_on <= today()
    session.execute(delete(PersonBreak).where(PersonBreak.person_id == person_id, over))
