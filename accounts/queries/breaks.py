"""Who is taking a break: a condition for the reads of every room, and one's own."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Date, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import PersonBreak
from accounts.rules import break_is_over
from core.clock import today


def on_break(
    person_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ColumnElement[bool]:
    """True for a person who is away on the bound `today`, the day it is in London."""
    away = select(PersonBreak.person_id).where(
        PersonBreak.person_id == person_id,
        or_(
            PersonBreak.until_on.is_(None),
            PersonBreak.until_on > bindparam("today", type_=Date()),
        ),
    )
    return exists(away.correlate_except(PersonBreak))


def is_on_break(connection: Connection, person_id: int) -> bool:
    """True while this person is away: nothing is mailed to them that they did not ask for."""
    own = break_of(connection, person_id)
    return own is not None and not own.over


@dataclass(frozen=True, slots=True)
class BreakView:
    """A break that goes on, or one that is over and whose owner has not been welcomed yet."""

    until_on: date | None
    over: bool


def break_of(connection: Connection, person_id: int) -> BreakView | None:
    """The person's break; None for somebody who is just here."""
    row = connection.execute(
        select(PersonBreak.until_on).where(PersonBreak.person_id == person_id)
    ).first()
    return BreakView(row.until_on, break_is_over(row.until_on, today())) if row else None
