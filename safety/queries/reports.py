"""What somebody told us: their own reports, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from safety.models import Report, ReviewItem
from safety.rules.reports import MOST_ANSWERS, category_words, tidy_reference, usual_wait
from safety.rules.words import STANDING


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as the person who made it sees it."""

    reference: str
    category: str
    words: str
    made_at: datetime
    answered_at: datetime | None
    standing: str


_OWN = select(
    Report.id,
    Report.reference,
    Report.category,
    Report.words,
    Report.made_at,
    Report.answered_at,
    Report.outcome,
).where(Report.reporter_id == bindparam("reader_id"))
_NEWEST = keyset(_OWN.limit(bindparam("most")), Report.made_at, Report.id, newest_first=True)
_ONE = _OWN.where(Report.reference == bindparam("reference"))

_ANSWERED = (
    select(ReviewItem.opened_at, ReviewItem.decided_at)
    .where(ReviewItem.decided_at.is_not(None))
    .order_by(ReviewItem.decided_at.desc(), ReviewItem.id.desc())
    .limit(MOST_ANSWERS)
)


def report_visible_to(connection: Connection, reader: Identity, reference: str) -> OwnReport | None:
    """The report of this reference, if the reader made it."""
    bound = {"reader_id": reader.id, "reference": tidy_reference(reference)}
    row = connection.execute(_ONE, bound).first()
    return _own(*row) if row else None


def reports_by(connection: Connection, reader: Identity, after: Cursor | None) -> Page[OwnReport]:
    """One page of what the reader told us, the newest first."""
    found = one_page(connection, _NEWEST, {"reader_id": reader.id}, after)
    return found.shaped(lambda row: _own(*row))


def usual_wait_now(connection: Connection) -> str:
    """How long an answer usually takes, from the last ones."""
    return usual_wait([row.decided_at - row.opened_at for row in connection.execute(_ANSWERED)])


def _own(  # noqa: PLR0913, PLR0917 - a row
    _id: int,
    reference: str,
    category: str,
    words: str,
    made_at: datetime,
    answered_at: datetime | None,
    outcome: str | None,
) -> OwnReport:
    standing = STANDING[outcome]
    return OwnReport(reference, category_words(category), words, made_at, answered_at, standing)
