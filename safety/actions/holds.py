"""Have a thing wait for a moderator, or let go of one that its author took back.

Lock order: the item first, then the thing. Call these before you lock what you hold or change.
"""

from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from safety.actions.answers import answer_reports
from safety.actions.items import Opening, first_line, item_about, open_item, record
from safety.actions.kinds import shown_now
from safety.models import ReviewItem


def hold(  # noqa: PLR0913, PLR0917 - what the floors above know of a thing
    session: Session, kind: str, thing_id: int, author_id: int, why: str, because: str
) -> None:
    """Have the thing wait. It must be flushed: the queue shows its first line.

    Call it again whenever the thing changes while it waits, or is sent again after it was hidden:
    moderators then see that what they looked at is not what is there now.
    """
    shown = shown_now(session.connection(), kind, thing_id)
    line = first_line(shown.words) if shown else ""
    opening = Opening(kind, thing_id, author_id, why, because, line, live=False, turn=1)
    item, opened = open_item(session, opening)
    if not opened:
        item.version += 1
        item.why, item.because, item.first_line, item.live = why, because, line, False
    record(session, item, "held", None, because)
    audit.note(session, None, "thing_held", "review_item", item.id)
    session.flush()


def let_go(session: Session, kind: str, thing_id: int) -> None:
    """Nobody need look at the thing any more: its author took it back, or it was taken away."""
    item = item_about(session, kind, thing_id)
    if item is None:
        return
    item.first_line, item.live = "", False
    if item.state == "pending":
        _close(session, item)
    session.flush()


def _close(session: Session, item: ReviewItem) -> None:
    item.version += 1
    item.state, item.decided_at = "no_action", now()
    item.claimed_by_id = item.claimed_at = None
    record(session, item, "gone", None)
    audit.note(session, None, "thing_let_go", "review_item", item.id)
    answer_reports(session, item, "gone")
