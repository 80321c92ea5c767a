"""The list “You said, we did”: every decision that the reader may see, and how many stand where."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
)

from accounts.models import Person
from core.clock import now, today
from core.identity import Identity
from core.paging import Cursor, Keyset, Page, keyset, one_page
from forum.models import Decision, DecisionStep, Space, Thread
from forum.queries.decisions import Standing
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.queries.wishes import WISHES, wishes_in
from forum.rules.decisions import ENDS, silent_since
from forum.rules.said_and_done import BEGINNING_CHARS, WAITING, Counted, beginning
from forum.rules.wishes import cover_of_thread


@dataclass(frozen=True, slots=True)
class SaidRow(Standing):
    """Something that was raised: where it stands, whose it is, what was said of it last.

    `cover` is the sentence behind which it waits for this reader.
    """

    thread_id: int
    title: str
    space_name: str
    started_at: datetime
    words: str | None
    cover: str | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of the list is asked for; None is all of it."""

    space_key: str | None = None
    to: str | None = None


_last_words = (
    select(func.substr(DecisionStep.words, 1, BEGINNING_CHARS + 1))
    .where(DecisionStep.thread_id == Decision.thread_id)
    .order_by(DecisionStep.at.desc(), DecisionStep.id.desc())
    .limit(1)
    .correlate(Decision)
    .scalar_subquery()
)

_keeps_waiting = and_(
    not_(Decision.stage.in_(sorted(ENDS))),
    or_(
        Decision.due_on < bindparam("today", type_=Decision.due_on.type),
        Decision.changed_at < bindparam("since", type_=Decision.changed_at.type),
    ),
)

_SEEN = and_(SPACE_IS_VISIBLE, THREAD_IS_LISTED, Thread.kind == "decision")

_ROWS = (
    select(
        Decision.stage,
        Person.display_name,
        Decision.due_on,
        Decision.changed_at,
        Decision.thread_id,
        Thread.title,
        Space.name,
        Thread.started_at,
        _last_words,
        Thread.author_id,
        Thread.anonymous,
        Thread.notes,
        WISHES,
    )
    .join(Thread, Thread.id == Decision.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .outerjoin(Person, Person.id == Decision.owner_id)
    .where(_SEEN)
    .limit(bindparam("most"))
)

_COUNTS = (
    select(Decision.stage, func.count(), func.sum(case((_keeps_waiting, 1), else_=0)))
    .join(Thread, Thread.id == Decision.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(_SEEN)
    .group_by(Decision.stage)
)

_SPACES = (
    select(Space.key, Space.name)
    .where(
        SPACE_IS_VISIBLE,
        exists(
            select(Decision.thread_id)
            .join(Thread, Thread.id == Decision.thread_id)
            .where(Thread.space_id == Space.id, Thread.kind == "decision", THREAD_IS_LISTED)
            .correlate(Space)
        ),
    )
    .order_by(Space.position, Space.id)
)


def said_and_done(
    connection: Connection, reader: Identity, narrowed: Narrowed, after: Cursor | None
) -> Page[SaidRow]:
    """One page of what was raised, what was heard of last first."""
    lists = _list(space=narrowed.space_key is not None, to=narrowed.to)
    return one_page(connection, lists, _bound(reader, narrowed), after).shaped(
        lambda row: _row(row, reader)
    )


def counted(connection: Connection, reader: Identity, narrowed: Narrowed) -> Counted:
    """How many things stand where, in the space that is asked for or in all of them."""
    counts: Any = _within(_COUNTS, space=narrowed.space_key is not None)
    rows = connection.execute(counts, _bound(reader, narrowed)).all()
    return Counted({stage: many for stage, many, _ in rows}, sum(late for _, _, late in rows))


def spaces_with_decisions(connection: Connection, reader: Identity) -> list[tuple[str, str]]:
    """The spaces in which something was raised that the reader may see, by key and name."""
    rows = connection.execute(_SPACES, {"reader_id": reader.id})
    return [(key, name) for key, name in rows]


def _bound(reader: Identity, narrowed: Narrowed) -> dict[str, object]:
    told = {"reader_id": reader.id, "today": today(), "since": silent_since(now())}
    return {**told, "space_key": narrowed.space_key, "stage": narrowed.to}


def _row(row: Any, reader: Identity) -> SaidRow:
    *told, words, author_id, anonymous, notes, chosen = row
    wishes = wishes_in(chosen) if author_id != reader.id else None
    # A word counts where the reader would meet it: in the title, and in what was said.
    shown = f"{row.title}\n{words or ''}"
    named_author_id = None if anonymous else author_id
    cover = cover_of_thread(wishes, notes, named_author_id, shown) if wishes else None
    return SaidRow(*[*told, words and beginning(words), cover])


@cache
def _list(*, space: bool, to: str | None) -> Keyset:
    narrow: dict[str | None, tuple[ColumnElement[bool], ...]] = {
        None: (),
        WAITING: (_keeps_waiting,),
    }
    stage = (Decision.stage == bindparam("stage"),)
    rows = _within(_ROWS, space=space).where(*narrow.get(to, stage))
    return keyset(rows, Decision.changed_at, Decision.thread_id, newest_first=True)


def _within(rows: Any, *, space: bool) -> Any:
    return rows.where(Space.key == bindparam("space_key")) if space else rows
