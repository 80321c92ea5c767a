"""What became of what was raised in the demonstration: real steps, taken one by one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import today
from forum.actions.decision_news import untell_steps
from forum.actions.decisions import Step, begin_decision, change_decision
from forum.models import Decision, DecisionStep, Post, Thread
from front.demonstration.discussions import written_at
from front.demonstration.people import Member
from front.demonstration.rows import Told, told


def add_decisions(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """Each decision with its steps, as if they had been taken when the content says."""
    for entry in told("decisions.toml", "decision"):
        thread = session.scalars(select(Thread).where(Thread.title == entry["thread"])).one()
        thread.kind = "decision"
        begin_decision(session, thread)
        session.flush()
        decision = session.get_one(Decision, thread.id)
        decision.changed_at = thread.started_at
        for step in entry.get("step", ()):
            by = people[step["by"]]
            taken = _step(session, thread, people, step)
            change_decision(session, by.id, thread.id, taken, decision.version)
            _put_back(session, decision, written_at(moment, step["days_ago"]))
        # All of it happened long ago: nobody is told of it now.
        untell_steps(session, thread.id)


def _step(session: Session, thread: Thread, people: Mapping[str, Member], step: Told) -> Step:
    post = select(Post.id).where(Post.thread_id == thread.id, Post.no == step.get("post"))
    return Step(
        stage=step["stage"],
        words=step["words"],
        owner_id=people[step["owner"]].id if "owner" in step else None,
        due_on=today() + timedelta(days=step["due"]) if "due" in step else None,
        post_id=session.scalar(post),
    )


def _put_back(session: Session, decision: Decision, at: datetime) -> None:
    newest = select(DecisionStep).where(DecisionStep.thread_id == decision.thread_id)
    row = session.scalars(newest.order_by(DecisionStep.id.desc()).limit(1)).one()
    row.at = decision.changed_at = at
    session.flush()
