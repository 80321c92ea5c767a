"""Say what a thread is about: its kind, its tags, the event it belongs to."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from forum.actions.decisions import begin_decision, drop_decision
from forum.actions.held import hold_whole_thread
from forum.actions.search import index_thread
from forum.models import Thread, ThreadTag


@dataclass(frozen=True, slots=True)
class Description:
    """What a thread is about."""

    kind: str = "talk"
    tags: tuple[str, ...] = ()
    event_id: int | None = None


def describe_thread(session: Session, by_id: int, thread_id: int, description: Description) -> None:
    """The thread is about this from now on. Raises: DecisionTaken, ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    mine = select(ThreadTag.tag).where(ThreadTag.thread_id == thread.id)
    before = Description(thread.kind, tuple(sorted(session.scalars(mine))), thread.event_id)
    after = Description(description.kind, tuple(sorted(description.tags)), description.event_id)
    if after == before:
        return
    _take_kind(session, thread, after.kind)
    _take_tags(session, thread.id, set(before.tags), set(after.tags))
    thread.event_id = after.event_id
    thread.version += 1
    audit.note(session, by_id, "thread_described", "thread", thread.id)
    session.flush()
    if before.tags != after.tags:
        index_thread(session, thread.id)


def _take_kind(session: Session, thread: Thread, kind: str) -> None:
    if thread.kind == "decision" and kind != "decision":
        drop_decision(session, thread)
    elif kind == "decision" and thread.kind != "decision":
        begin_decision(session, thread)
    thread.kind = kind


def _take_tags(session: Session, thread_id: int, before: set[str], after: set[str]) -> None:
    session.execute(
        delete(ThreadTag).where(ThreadTag.thread_id == thread_id, ThreadTag.tag.in_(before - after))
    )
    session.add_all(ThreadTag(thread_id=thread_id, tag=tag) for tag in sorted(after - before))
    session.flush()
