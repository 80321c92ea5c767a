"""What moderators do with an item: claim it, put it back, decide, open it again."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from core import audit
from core.clock import now
from safety.actions.answers import answer_reports, tell_author
from safety.actions.items import Seen, advance, record
from safety.actions.kinds import known, shown_now
from safety.models import ReviewItem
from safety.rules.items import Moved, NotForThis, decisions_for, is_claimed, why_moved

DECIDED = ("approved", "hidden", "no_action")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decides. For hiding: the reason in a sentence, and their own words."""

    state: str
    told: str = ""
    own_words: str = ""

    @property
    def reason(self) -> str | None:
        """All that the author reads where the thing stands; None when nothing is hidden."""
        return f"{self.told} {self.own_words}" if self.state == "hidden" else None


def claim_item(session: Session, seen: Seen) -> None:
    """Say that one is looking at it, also when somebody else was: a page told so. Raises: Moved."""
    item = advance(session, seen, "pending")
    item.claimed_by_id, item.claimed_at = seen.by_id, now()
    record(session, item, "claimed", seen.by_id)
    audit.note(session, seen.by_id, "item_claimed", "review_item", item.id)
    session.flush()


def release_item(session: Session, seen: Seen) -> None:
    """Put back what one was looking at. Raises: Moved."""
    item = advance(session, seen, "pending")
    _refuse_others(session, item, seen)
    item.claimed_by_id = item.claimed_at = None
    record(session, item, "released", seen.by_id)
    audit.note(session, seen.by_id, "item_released", "review_item", item.id)
    session.flush()


def decide_item(session: Session, seen: Seen, decision: Decision) -> None:
    """Decide, show or hide the thing, and tell everyone whom it concerns.

    Raises: Moved, NotForThis.
    """
    item = advance(session, seen, "pending")
    _refuse_others(session, item, seen)
    there = shown_now(session.connection(), item.kind, item.thing_id) is not None
    if decision.state not in decisions_for(live=item.live, there=there):
        raise NotForThis
    item.state, item.reason = decision.state, decision.reason
    item.decided_by_id, item.decided_at = seen.by_id, now()
    item.claimed_by_id = item.claimed_at = None
    record(session, item, decision.state, seen.by_id, decision.reason or "")
    audit.note(session, seen.by_id, f"item_{decision.state}", "review_item", item.id)
    _carry_out(session, item, seen.by_id)
    tell_author(session, item, decision.told)
    answer_reports(session, item, decision.state)
    session.flush()


def reopen_item(session: Session, seen: Seen) -> None:
    """Have what was decided wait once more, as it is now. Raises: Moved."""
    item = advance(session, seen, *DECIDED)
    item.state, item.opened_at = "pending", now()
    item.decided_by_id = item.decided_at = item.reason = None
    record(session, item, "reopened", seen.by_id)
    audit.note(session, seen.by_id, "item_reopened", "review_item", item.id)
    session.flush()


def _carry_out(session: Session, item: ReviewItem, by_id: int) -> None:
    if item.state == "approved":
        item.live = True
        session.flush()
        known(item.kind).approve(session, item.thing_id, by_id)
    elif item.state == "hidden":
        item.live = False
        session.flush()
        known(item.kind).hide(session, item.thing_id, by_id, item.reason or "")


def _refuse_others(session: Session, item: ReviewItem, seen: Seen) -> None:
    """Nobody decides over the head of somebody who is looking at it just now."""
    if item.claimed_by_id == seen.by_id or not is_claimed(item.claimed_at, now()):
        return
    name = session.scalar(select(Person.display_name).where(Person.id == item.claimed_by_id))
    raise Moved(why_moved("claimed", name, mine=False))
