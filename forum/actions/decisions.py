"""Move a decision on, from what was said to what was done, with words for every step.

Source: docs/decisions/0018-what-became-of-it.md
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, not_, select, update
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from core import audit
from core.clock import now
from core.db import insert_into
from forum.actions.decision_news import owe_step
from forum.actions.held import hold_whole_thread
from forum.models import Decision, DecisionStep, Space, Thread
from forum.queries.readers import readers_among
from forum.queries.visibility import space_is_visible_to
from forum.queries.wishes import wishes_of_person
from forum.rules.decisions import (
    ChangedMeanwhile,
    DecisionTaken,
    NothingToDecide,
    OwnerCannotRead,
    address_of_decision,
    due_after,
    key_of_step,
    merged_words,
    owner_words,
)
from forum.rules.wishes import cover_of_thread


@dataclass(frozen=True, slots=True)
class Step:
    """A step as somebody writes it down: where it stands now, in what words, whose it is."""

    stage: str
    words: str
    owner_id: int | None = None
    due_on: date | None = None
    post_id: int | None = None


def begin_decision(session: Session, thread: Thread) -> None:
    """What was said in the thread is there to be answered, from its first step on."""
    begin = insert_into(session.connection(), Decision.__table__)
    values = {"thread_id": thread.id, "stage": "said", "changed_at": now()}
    session.execute(begin.values(values).on_conflict_do_nothing())
    thread.stage = "said"


def drop_decision(session: Session, thread: Thread) -> None:
    """Nothing is decided in the thread. Raises: DecisionTaken, when a step was taken already."""
    if session.scalar(select(exists().where(DecisionStep.thread_id == thread.id))):
        raise DecisionTaken
    session.execute(delete(Decision).where(Decision.thread_id == thread.id))
    thread.stage = None


def change_decision(
    session: Session, by_id: int, thread_id: int, step: Step, seen_version: int
) -> None:
    """The decision stands where the step says; what was said before stays. Twice is once.

    Raises: NothingToDecide, ChangedMeanwhile, OwnerCannotRead, ThreadMerged.
    """
    thread = hold_whole_thread(session, thread_id)
    decision = _decision_of(session, thread)
    if not as_seen(decision, seen_version):
        if _is_said_already(session, by_id, thread.id, step):
            return
        raise ChangedMeanwhile
    if step.owner_id is not None and step.owner_id != decision.owner_id:
        _refuse_owner(session, thread, step.owner_id)
    before, owner_before = decision.stage, decision.owner_id
    row = _write_down(session, by_id, thread, decision, step)
    if before != step.stage:
        owe_step(session, row)
    if step.owner_id not in {None, owner_before, by_id}:
        _tell_owner(session, thread, row)
    audit.note(session, by_id, "decision_changed", "thread", thread.id)
    session.flush()


def as_seen(decision: Decision, seen_version: int) -> bool:
    """True when nobody changed it since somebody's page showed it."""
    return decision.version == seen_version


def _decision_of(session: Session, thread: Thread) -> Decision:
    # The thread is locked, and with it its decision; what was read before that may be old.
    decision = session.get(Decision, thread.id, populate_existing=True)
    if decision is None:
        raise NothingToDecide
    return decision


def _is_said_already(session: Session, by_id: int, thread_id: int, step: Step) -> bool:
    newest = select(DecisionStep).where(DecisionStep.thread_id == thread_id)
    last = session.scalars(newest.order_by(DecisionStep.id.desc()).limit(1)).first()
    return (
        last is not None
        and (last.by_id, last.stage, last.words) == (by_id, step.stage, step.words)
        and (last.owner_id, last.due_on) == (step.owner_id, due_after(step.stage, step.due_on))
        and last.post_id == step.post_id
    )


def _refuse_owner(session: Session, thread: Thread, owner_id: int) -> None:
    if not readers_among(session.connection(), thread.space_id, [owner_id]):
        raise OwnerCannotRead


def _write_down(
    session: Session, by_id: int, thread: Thread, decision: Decision, step: Step
) -> DecisionStep:
    moment, due_on = now(), due_after(step.stage, step.due_on)
    row = DecisionStep(
        thread_id=thread.id,
        stage=step.stage,
        words=step.words,
        by_id=by_id,
        at=moment,
        owner_id=step.owner_id,
        due_on=due_on,
        post_id=step.post_id,
    )
    session.add(row)
    decision.stage = thread.stage = step.stage
    decision.owner_id, decision.due_on, decision.changed_at = step.owner_id, due_on, moment
    decision.version += 1
    thread.version += 1
    session.flush()
    return row


def _tell_owner(session: Session, thread: Thread, row: DecisionStep) -> None:
    """Whoever is asked to look after it learns that first, and of this step nothing else."""
    if row.owner_id is not None:
        words = owner_words(
            thread.title if _may_meet_title(session, row.owner_id, thread) else None
        )
        url = address_of_decision(thread.id)
        give_notice(session, row.owner_id, key_of_step(row.id), words, url)


def _may_meet_title(session: Session, person_id: int, thread: Thread) -> bool:
    """False where the title, or what it stands for, is something that they may not want to meet."""
    if thread.notes.strip():
        return False
    wishes = wishes_of_person(session.connection(), person_id)
    named_author_id = None if thread.anonymous else thread.author_id
    return cover_of_thread(wishes, thread.notes, named_author_id, thread.title) is None


def free_decisions(session: Session, where: ColumnElement[bool]) -> None:
    """Nobody looks after a decision there any more who can't see its thread where it stands now."""
    unseen = (
        select(Thread.id)
        .join(Space, Space.id == Thread.space_id)
        .where(where, not_(space_is_visible_to(Decision.owner_id.expression)))
        .correlate(Decision)
    )
    theirs = update(Decision).where(Decision.owner_id.is_not(None), Decision.thread_id.in_(unseen))
    session.execute(theirs.values(owner_id=None, version=Decision.version + 1))


def free_decisions_of_group(session: Session, group_id: int) -> None:
    """The same for all that stands in the spaces of a group: somebody left it."""
    free_decisions(session, Space.group_id == group_id)


def take_in_decision(session: Session, by_id: int, source: Thread, target: Thread) -> None:
    """What was said of the decision of a thread that goes into another stands there, and is told.

    Both threads are held. Where the target stands stays as it is.
    """
    theirs, ours = (session.get(Decision, one.id) for one in (source, target))
    if theirs is None or ours is None:
        return
    steps = update(DecisionStep).where(DecisionStep.thread_id == source.id)
    session.execute(steps.values(thread_id=target.id))
    session.add(
        DecisionStep(
            thread_id=target.id,
            stage=ours.stage,
            words=merged_words(source.title, theirs.stage),
            by_id=by_id,
            at=now(),
            owner_id=ours.owner_id,
            due_on=ours.due_on,
        )
    )
    ours.version += 1
    ours.changed_at = now()
    session.flush()
