"""Where a decision stands and what was said on the way, for whoever may read its thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, union
from sqlalchemy.orm import aliased

from accounts.models import Person, PersonRole
from core.clock import now, today
from core.identity import Role
from core.text import folded
from forum.models import Decision, DecisionStep, Post, Space
from forum.queries.threads import ThreadView
from forum.queries.visibility import space_is_visible_to
from forum.rules.decisions import (
    ENDS,
    MOST_NAMES_OFFERED,
    MOST_STEPS_SHOWN,
    STAGES,
    Mark,
    Waiting,
    line_of_steps,
    waiting,
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What was said at one step, by whom and when; and the post that sums it up, if it is read."""

    stage: str
    words: str
    by_name: str
    at: datetime
    owner_name: str | None
    due_on: date | None
    post_id: int | None
    post_no: int | None

    @property
    def stage_words(self) -> str:
        """The step in words."""
        return STAGES[self.stage]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a decision stands and whose it is."""

    stage: str
    owner_name: str | None
    due_on: date | None
    changed_at: datetime

    @property
    def stage_words(self) -> str:
        """Where it stands, in words."""
        return STAGES[self.stage]

    @property
    def ended(self) -> bool:
        """True when nothing more is awaited."""
        return self.stage in ENDS

    @property
    def waiting(self) -> Waiting:
        """How it keeps people waiting."""
        return waiting(self.stage, self.due_on, self.changed_at, today=today(), now=now())


@dataclass(frozen=True, slots=True)
class DecisionView(Standing):
    """A decision with its steps, the newest first."""

    version: int
    steps: Sequence[StepRow]

    @property
    def line(self) -> list[Mark]:
        """The steps on the way, with the one at which it stands."""
        return line_of_steps(self.stage)


_owner, _by, _step_owner = aliased(Person), aliased(Person), aliased(Person)

# One statement for all of it: a step that is not there yet is a row without one.
_DECISION = (
    select(
        Decision.stage,
        _owner.display_name,
        Decision.due_on,
        Decision.changed_at,
        Decision.version,
        DecisionStep.stage,
        DecisionStep.words,
        _by.display_name,
        DecisionStep.at,
        _step_owner.display_name,
        DecisionStep.due_on,
        Post.id,
        Post.no,
    )
    .outerjoin(_owner, _owner.id == Decision.owner_id)
    .outerjoin(DecisionStep, DecisionStep.thread_id == Decision.thread_id)
    .outerjoin(_by, _by.id == DecisionStep.by_id)
    .outerjoin(_step_owner, _step_owner.id == DecisionStep.owner_id)
    .outerjoin(
        Post,
        (Post.id == DecisionStep.post_id)
        & (Post.state == "live")
        & (Post.thread_id == Decision.thread_id),
    )
    .where(Decision.thread_id == bindparam("thread_id"))
    .order_by(DecisionStep.at.desc(), DecisionStep.id.desc())
    .limit(MOST_STEPS_SHOWN)
)


def decision_of(connection: Connection, thread: ThreadView) -> DecisionView | None:
    """The decision of a thread that the reader was found to see; None when it holds none."""
    if thread.kind != "decision":
        return None
    rows = connection.execute(_DECISION, {"thread_id": thread.id}).all()
    if not rows:
        return None
    steps = [StepRow(*told) for _, _, _, _, _, *told in rows if told[0] is not None]
    return DecisionView(*rows[0][:5], steps)


_NAMED = (
    select(Person.id)
    .join(Space, Space.id == bindparam("space_id"))
    .where(
        Person.name_folded == bindparam("name"),
        space_is_visible_to(Person.id.expression),
    )
)


def reader_named(connection: Connection, thread: ThreadView, name: str) -> int | None:
    """The person of that name if they may read the thread; else None, as for nobody."""
    bound = {"space_id": thread.space_id, "name": folded(name.removeprefix("@"))}
    found: int | None = connection.scalar(_NAMED, bound)
    return found


def live_post_numbered(connection: Connection, thread: ThreadView, no: int) -> int | None:
    """The post that has this number in the thread, if it can be read."""
    post = select(Post.id).where(Post.thread_id == thread.id, Post.no == no, Post.state == "live")
    found: int | None = connection.scalar(post)
    return found


_RUNS = (Role.MODERATOR, Role.ORGANISER, Role.FACILITATOR, Role.ADMINISTRATOR)

# Those who wrote without their name are not among them: offering it would tell who they are.
_wrote = select(Post.author_id).where(
    Post.thread_id == bindparam("thread_id"), Post.state == "live", Post.anonymous.is_(False)
)
_runs = select(PersonRole.person_id).where(PersonRole.role.in_([role.value for role in _RUNS]))
_NAMES = (
    select(Person.display_name)
    .join(Space, Space.id == bindparam("space_id"))
    .where(
        Person.id.in_(union(_wrote, _runs)),
        space_is_visible_to(Person.id.expression),
    )
    .order_by(Person.name_folded)
    .limit(MOST_NAMES_OFFERED)
)


def names_to_offer(connection: Connection, thread: ThreadView) -> list[str]:
    """Names of people who may read the thread and may well look after what is decided in it."""
    bound = {"space_id": thread.space_id, "thread_id": thread.id}
    return list(connection.scalars(_NAMES, bound))
