"""The machine under every item: open it, move it by its version, and write its history.

Source: docs/decisions/0011-review-items.md
"""

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.clock import now
from core.db import insert_into
from core.text import excerpt
from safety.models import ReviewEvent, ReviewItem
from safety.rules.items import FIRST_LINE_CHARS, Moved, why_moved


@dataclass(frozen=True, slots=True)
class Opening:
    """What a thing's item says when it opens."""

    kind: str
    thing_id: int
    author_id: int
    why: str
    because: str
    first_line: str
    live: bool
    turn: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as a moderator's page showed it, and the moderator."""

    item_id: int
    version: int
    by_id: int


def open_item(session: Session, opening: Opening) -> tuple[ReviewItem, bool]:
    """The thing's one item, held until the commit, and whether it opened just now.

    One that was decided opens again, a version later; one that waits is given as it is.
    """
    first = insert_into(session.connection(), ReviewItem.__table__).values(
        **asdict(opening), state="pending", version=1, opened_at=now()
    )
    # Two people may report a thing at one moment: the unique constraint is the truth.
    added = session.scalar(
        first.on_conflict_do_nothing(index_elements=["kind", "thing_id"]).returning(ReviewItem.id)
    )
    item = session.scalars(_locked(opening.kind, opening.thing_id)).one()
    if added is None and item.state == "pending":
        return item, False
    if added is None:
        _begin_again(item, opening)
    return item, True


def item_about(session: Session, kind: str, thing_id: int) -> ReviewItem | None:
    """The thing's item, if it has one, with nobody else changing it until the commit."""
    return session.scalars(_locked(kind, thing_id)).one_or_none()


def advance(session: Session, seen: Seen, *states: str) -> ReviewItem:
    """The item a version on, held until the commit, if it is as the moderator saw it.

    Raises: Moved, with the name of whoever was first.
    """
    step = (
        update(ReviewItem)
        .where(*as_seen(seen, states))
        .values(version=ReviewItem.version + 1)
        .returning(ReviewItem.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(step) is None:
        raise _moved(session, seen)
    return session.get_one(ReviewItem, seen.item_id, populate_existing=True)


def as_seen(seen: Seen, states: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    """What must still be true of the item: of two moderators, the second finds that it is not."""
    return (
        ReviewItem.id == seen.item_id,
        ReviewItem.version == seen.version,
        ReviewItem.state.in_(states),
    )


def record(
    session: Session, item: ReviewItem, what: str, by_id: int | None, words: str = ""
) -> None:
    """Add what happened to the item's history."""
    session.add(
        ReviewEvent(
            item_id=item.id, version=item.version, what=what, by_id=by_id, at=now(), words=words
        )
    )
    session.flush()


def first_line(words: str) -> str:
    """The beginning of a thing's words, for the queue."""
    return excerpt(words, FIRST_LINE_CHARS)


def _locked(kind: str, thing_id: int) -> Select[ReviewItem]:
    return (
        select(ReviewItem)
        .where(ReviewItem.kind == kind, ReviewItem.thing_id == thing_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _begin_again(item: ReviewItem, opening: Opening) -> None:
    for name, value in asdict(opening).items():
        setattr(item, name, value)
    item.version += 1
    item.state, item.opened_at = "pending", now()
    item.claimed_by_id = item.claimed_at = None
    item.decided_by_id = item.decided_at = item.reason = None


def _moved(session: Session, seen: Seen) -> Moved:
    last = session.execute(
        select(ReviewEvent.what, ReviewEvent.by_id, Person.display_name)
        .outerjoin(Person, Person.id == ReviewEvent.by_id)
        .where(ReviewEvent.item_id == seen.item_id)
        .order_by(ReviewEvent.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return Moved()
    return Moved(why_moved(last.what, last.display_name, mine=last.by_id == seen.by_id))
