"""Tell the moderators about a thing; it is kept as it was at that moment."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.refusals import found
from safety.actions.answers import call_moderators
from safety.actions.items import Opening, first_line, open_item, record
from safety.actions.kinds import Shown, shown_now
from safety.models import Report, ReviewItem
from safety.rules.reports import DANGER, new_reference

BECAUSE = "Somebody told us about it."


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells us about a thing."""

    reporter_id: int
    category: str
    words: str

    @property
    def turn(self) -> int:
        """0 when somebody may be in danger, else 1."""
        return 0 if self.category == DANGER else 1


def report_thing(session: Session, kind: str, thing_id: int, told: Told) -> Report:
    """The person's one open report about the thing; telling more adds to it.

    Raises: Missing, when the thing is gone.
    """
    shown = found(shown_now(session.connection(), kind, thing_id))
    line = first_line(shown.words)
    opening = Opening(
        kind, thing_id, shown.author_id, "report", BECAUSE, line, live=True, turn=told.turn
    )
    item, opened = open_item(session, opening)
    mine = None if opened else _open_report(session, item, told.reporter_id)
    if mine is not None and not _adds(mine, told):
        return mine
    if not opened:
        item.version += 1
        item.turn = min(item.turn, told.turn)
    report = _add_to(mine, told) if mine else _new_report(session, item, shown, told)
    record(session, item, "reported", told.reporter_id)
    audit.note(session, told.reporter_id, "thing_reported", "report", report.id)
    if told.category == DANGER:
        call_moderators(session, item, told.reporter_id)
    session.flush()
    return report


def _open_report(session: Session, item: ReviewItem, reporter_id: int) -> Report | None:
    return session.scalar(
        select(Report).where(
            Report.item_id == item.id, Report.reporter_id == reporter_id, Report.outcome.is_(None)
        )
    )


def _adds(report: Report, told: Told) -> bool:
    """Whether this is more than the same press once again."""
    newly_danger = told.category == DANGER != report.category
    return newly_danger or told.words not in report.words


def _add_to(report: Report, told: Told) -> Report:
    if told.category == DANGER:
        report.category = DANGER
    if told.words not in report.words:
        report.words = f"{report.words}\n\n{told.words}".strip()
    return report


def _new_report(session: Session, item: ReviewItem, shown: Shown, told: Told) -> Report:
    report = Report(
        reference=_free_reference(session),
        kind=item.kind,
        thing_id=item.thing_id,
        item_id=item.id,
        reporter_id=told.reporter_id,
        category=told.category,
        words=told.words,
        snapshot_html=shown.html,
        snapshot_words=shown.words,
        made_at=now(),
    )
    session.add(report)
    session.flush()
    return report


def _free_reference(session: Session) -> str:
    while True:
        reference = new_reference(secrets.choice)
        if session.scalar(select(Report.id).where(Report.reference == reference)) is None:
            return reference
