"""What the tests of decisions share: the words somebody sends, and what is kept of them."""

from datetime import timedelta

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import now
from core.mail.outbox import OutboxMail
from forum.actions.decision_news import tell_step_due
from forum.actions.decisions import Step, change_decision
from forum.models import Decision, DecisionStep, Thread
from forum.rules.telling import UNDO_MINUTES
from tests.cast import BEN, CLOSED_SPACE, DEV, GRACE, Member
from tests.factories import a_decision
from tests.forum.told import URL
from tests.reading import rows

STANDS = select(Decision.stage, Decision.owner_id, Decision.due_on, Decision.version)
STEPS = select(DecisionStep.stage, DecisionStep.words, DecisionStep.by_id).order_by(DecisionStep.id)
OF_THREAD = select(Thread.stage)


def typed(stage: str = "considered", version: int = 1, **more: str) -> dict[str, str]:
    """What somebody sends who moves a decision on."""
    return {"stage": stage, "told": "We look into it.", "version": str(version), **more}


def take(
    session: Session, thread_id: int, stage: str, *, by: Member = GRACE, **told: object
) -> None:
    """Take a step, whatever the version is now."""
    decision = session.get_one(Decision, thread_id, populate_existing=True)
    step = Step(stage, **{"words": f"Now {stage}.", **told})  # type: ignore[arg-type]
    change_decision(session, by.id, thread_id, step, decision.version)


def steps(session: Session) -> list[tuple[object, ...]]:
    """Every step that was taken, in order."""
    return rows(session, STEPS)


def a_promise(session: Session, mark: str) -> None:
    """A decision in the closed space, with a step that was taken."""
    thread = a_decision(session, by=BEN, space=CLOSED_SPACE, title=f"Ours {mark}decision")
    take(session, thread.id, "decided", words=f"So {mark}step.", owner_id=DEV.id)


def tell_steps(session: Session, most: int = 500) -> int:
    """How many pieces the worker found due now, each kept."""
    session.commit()
    pieces = 0
    while tell_step_due(session, URL, most):
        session.commit()
        pieces += 1
    session.rollback()
    return pieces


def tell_steps_later(session: Session) -> None:
    """The same, after the undo window."""
    with time_machine.travel(now() + timedelta(minutes=UNDO_MINUTES, seconds=1), tick=False):
        tell_steps(session)


def mailed(session: Session) -> list[str]:
    """To whom a mail about a step was queued, in order of names."""
    told = select(OutboxMail.to_name).where(OutboxMail.key.startswith("decision_changed:"))
    return [name for (name,) in rows(session, told.order_by(OutboxMail.to_name))]
