"""What people are still to be told: taken up piece by piece by the worker, whatever it is about.

Source: docs/decisions/0015-who-is-told.md
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.clock import now
from forum.models import DecisionFanOut, FanOut, Thread
from forum.queries.told import ToTell
from forum.rules.telling import PUT_OFF_MINUTES

#: Ways in which people are told.
SITE, MAIL = "site", "mail"

Owed = TypeVar("Owed", FanOut, DecisionFanOut)


def hold_owed(
    session: Session, all_owed: Select[Owed], number: InstrumentedAttribute[int]
) -> Owed | None:
    """What has been owed longest; no other worker has it, and nobody changes its thread.

    `all_owed` joins the thread; `number` is the column that tells of what it is owed.
    """
    table = number.class_
    due = all_owed.where(table.due_at <= now()).order_by(table.due_at, number).limit(1)
    # The thread too, as everyone locks it who changes a post: so nobody waits for the other's row.
    held = due.with_for_update(of=[table, Thread], key_share=True, skip_locked=True)
    return session.scalar(held)


def pay(session: Session, owed: Owed, people: Sequence[ToTell], most: int) -> None:
    """These people were told: the next piece begins after them, and fewer than `most` are all."""
    if len(people) < most:
        session.delete(owed)
    else:
        # Behind what others are owed: what many follow keeps nobody else waiting.
        owed.after_id, owed.due_at = people[-1].person_id, now()
    session.flush()


def put_off(session: Session, owed: Owed | None) -> None:
    """Let what could not be told wait, so that what stands behind it is told."""
    if owed is not None:
        owed.due_at = now() + timedelta(minutes=PUT_OFF_MINUTES)
        session.flush()
