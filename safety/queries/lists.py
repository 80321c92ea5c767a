"""What waits for moderators and what they decided: lists, a line an item.

Nobody is shown items about what they wrote themselves: an author must not learn who told us.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, select, tuple_
from sqlalchemy.orm import aliased

from accounts.models import Person
from core.clock import now
from core.identity import Identity
from core.paging import Cursor, Keyset, Page, keyset, one_page
from safety.models import Report, ReviewItem
from safety.rules.items import WHY_WORDS, is_claimed
from safety.rules.reports import CATEGORIES, tidy_reference


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a list shows it: what it is about and its first line, no more."""

    id: int
    urgent: bool
    about: str
    first_line: str
    state: str
    opened_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    looked_at_by: str | None


_claimer, _decider = aliased(Person), aliased(Person)
_not_mine = ReviewItem.author_id != bindparam("reader_id")
_is_open = Report.outcome.is_(None)

_categories = (
    # A constant, not a value to bind, as in accounts.queries.
    select(func.aggregate_strings(Report.category, literal_column("' '")))  # type: ignore[arg-type]
    .where(Report.item_id == ReviewItem.id, _is_open)
    .scalar_subquery()
)
_ROWS = (
    select(
        ReviewItem.id,
        ReviewItem.turn,
        ReviewItem.why,
        _categories.label("categories"),
        ReviewItem.first_line,
        ReviewItem.state,
        ReviewItem.opened_at,
        ReviewItem.decided_at,
        _decider.display_name.label("decided_by"),
        _claimer.display_name.label("claimed_by"),
        ReviewItem.claimed_at,
    )
    .outerjoin(_claimer, _claimer.id == ReviewItem.claimed_by_id)
    .outerjoin(_decider, _decider.id == ReviewItem.decided_by_id)
    .where(_not_mine)
)
_in_order = (ReviewItem.turn, ReviewItem.opened_at, ReviewItem.id)
_WAITING = (
    # Written out, so that the index over what waits is used.
    _ROWS.where(literal_column("review_item.state = 'pending'"))
    .order_by(*_in_order)
    .limit(bindparam("most"))
)
_QUEUE = Keyset(
    _WAITING,
    _WAITING.where(
        tuple_(*_in_order)
        > tuple_(
            bindparam("turn"), bindparam("at", type_=ReviewItem.opened_at.type), bindparam("id")
        )
    ),
    "opened_at",
    "id",
)
_DECIDED = keyset(
    _ROWS.where(ReviewItem.decided_at.is_not(None)).limit(bindparam("most")),
    ReviewItem.decided_at,  # type: ignore[arg-type] # never NULL in this list
    ReviewItem.id,
    newest_first=True,
)
_BY_REFERENCE = _ROWS.where(
    ReviewItem.id.in_(select(Report.item_id).where(Report.reference == bindparam("reference")))
)


def items_waiting(
    connection: Connection, reader: Identity, after: Cursor | None, turn: int
) -> Page[ItemRow]:
    """One page of what waits: what may be about danger first, then what has waited longest.

    `after` is the place of a row of this `turn`.
    """
    return one_page(connection, _QUEUE, {"reader_id": reader.id, "turn": turn}, after).shaped(_row)


def items_decided(connection: Connection, reader: Identity, after: Cursor | None) -> Page[ItemRow]:
    """One page of what was decided, the newest first."""
    return one_page(connection, _DECIDED, {"reader_id": reader.id}, after).shaped(_row)


def items_by_reference(connection: Connection, reader: Identity, typed: str) -> list[ItemRow]:
    """The item that somebody's reference belongs to, however they wrote it down."""
    bound = {"reader_id": reader.id, "reference": tidy_reference(typed)}
    return [_row(row) for row in connection.execute(_BY_REFERENCE, bound)]


def _row(row: Any) -> ItemRow:
    return ItemRow(
        id=row.id,
        urgent=row.turn == 0,
        about=_about(row.why, (row.categories or "").split()),
        first_line=row.first_line,
        state=row.state,
        opened_at=row.opened_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        looked_at_by=row.claimed_by if is_claimed(row.claimed_at, now()) else None,
    )


def _about(why: str, categories: Sequence[str]) -> str:
    """What it is about: the categories that were picked, in their own order, else why it waits."""
    picked = [words for key, words in CATEGORIES if key in categories]
    return ". ".join(picked) if picked else WHY_WORDS[why]
