"""One item whole: what it is about, who told us what, what happened to it.

Nobody is shown items about what they wrote themselves: an author must not learn who told us.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from accounts.models import Person
from core.identity import Identity
from safety.models import Report, ReviewEvent, ReviewItem
from safety.rules.items import DONE_WORDS
from safety.rules.reports import category_words


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as its own page shows it to one moderator."""

    id: int
    kind: str
    thing_id: int
    author_id: int
    why: str
    because: str
    live: bool
    state: str
    version: int
    opened_at: datetime
    claimed_by_id: int | None
    claimed_by: str | None
    claimed_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    reported_by_me: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as moderators see it; `html` was made safe when the thing was saved."""

    reference: str
    reporter_name: str
    category: str
    words: str
    html: Markup
    made_at: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """A line of an item's history."""

    what: str
    by_name: str | None
    at: datetime
    words: str


_claimer, _decider = aliased(Person), aliased(Person)
_not_mine = ReviewItem.author_id != bindparam("reader_id")
_is_open = Report.outcome.is_(None)

_reported_by_me = (
    select(Report.id)
    .where(Report.item_id == ReviewItem.id, Report.reporter_id == bindparam("reader_id"), _is_open)
    .exists()
)

_ITEM = (
    select(
        ReviewItem.id,
        ReviewItem.kind,
        ReviewItem.thing_id,
        ReviewItem.author_id,
        ReviewItem.why,
        ReviewItem.because,
        ReviewItem.live,
        ReviewItem.state,
        ReviewItem.version,
        ReviewItem.opened_at,
        ReviewItem.claimed_by_id,
        _claimer.display_name.label("claimed_by"),
        ReviewItem.claimed_at,
        _decider.display_name.label("decided_by"),
        ReviewItem.decided_at,
        ReviewItem.reason,
        _reported_by_me,
    )
    .outerjoin(_claimer, _claimer.id == ReviewItem.claimed_by_id)
    .outerjoin(_decider, _decider.id == ReviewItem.decided_by_id)
    .where(ReviewItem.id == bindparam("item_id"), _not_mine)
)
_REPORTS = (
    select(
        Report.reference,
        Person.display_name,
        Report.category,
        Report.words,
        Report.snapshot_html,
        Report.made_at,
        Report.outcome.is_not(None),
    )
    .join(Person, Person.id == Report.reporter_id)
    .where(Report.item_id == bindparam("item_id"))
    .order_by(Report.id.desc())
    .limit(100)
)
_HISTORY = (
    select(ReviewEvent.what, Person.display_name, ReviewEvent.at, ReviewEvent.words)
    .outerjoin(Person, Person.id == ReviewEvent.by_id)
    .where(ReviewEvent.item_id == bindparam("item_id"))
    .order_by(ReviewEvent.id)
    .limit(200)
)


def item_visible_to(connection: Connection, reader: Identity, item_id: int) -> ItemView | None:
    """The item, unless it is about something that the reader wrote."""
    row: Any = connection.execute(_ITEM, {"reader_id": reader.id, "item_id": item_id}).first()
    return ItemView(*row) if row else None


def reports_of(connection: Connection, item: ItemView) -> list[ReportView]:
    """Who told us what about an item that the reader was found to see, the newest first."""
    return [_report(*row) for row in connection.execute(_REPORTS, {"item_id": item.id})]


def history_of(connection: Connection, item: ItemView) -> list[EventView]:
    """What happened to an item that the reader was found to see, from its beginning."""
    rows = connection.execute(_HISTORY, {"item_id": item.id})
    return [EventView(DONE_WORDS[row.what], row.display_name, row.at, row.words) for row in rows]


def _report(
    reference: str, name: str, category: str, words: str, html: str, *rest: Any
) -> ReportView:
    safe = Markup(html)  # noqa: S704 - rendered and sanitised when the thing was saved
    return ReportView(reference, name, category_words(category), words, safe, *rest)
