"""Ask something of one person for a while, and end it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from core import audit
from core.clock import now, short_day
from safety.actions.decisions import DECIDED
from safety.actions.items import Seen, advance, record
from safety.models import Restriction
from safety.rules.restrictions import lasting
from safety.rules.words import restricted_words, unrestricted_words

WHERE_IT_LEADS = "/ground-rules"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of somebody; `until_at` is None when nobody has said how long."""

    person_id: int
    kind: str
    until_at: datetime | None
    reason: str


def restrict_person(session: Session, asked: Asked, by_id: int) -> Restriction:
    """Ask it of the person and tell them why. It binds them under every name they show."""
    restriction = Restriction(
        person_id=asked.person_id,
        kind=asked.kind,
        until_at=asked.until_at,
        reason=asked.reason,
        made_by_id=by_id,
        made_at=now(),
    )
    session.add(restriction)
    session.flush()
    audit.note(session, by_id, "person_restricted", "restriction", restriction.id)
    until = short_day(asked.until_at) if asked.until_at else None
    give_notice(
        session,
        asked.person_id,
        f"restriction:{restriction.id}",
        restricted_words(asked.kind, until, asked.reason),
        WHERE_IT_LEADS,
    )
    session.flush()
    return restriction


def end_restriction(session: Session, restriction_id: int, by_id: int) -> None:
    """End it now, and tell the person; what has ended stays ended."""
    restriction = session.scalars(
        select(Restriction)
        .where(Restriction.id == restriction_id, Restriction.ended_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if restriction is None:
        return
    restriction.ended_at = now()
    audit.note(session, by_id, "restriction_ended", "restriction", restriction.id)
    give_notice(
        session,
        restriction.person_id,
        f"restriction:{restriction.id}:ended",
        unrestricted_words(restriction.kind),
        WHERE_IT_LEADS,
    )
    session.flush()


def restrict_author(session: Session, seen: Seen, days: int, reason: str) -> None:
    """Have what the thing's author writes wait for so many days. Raises: Moved."""
    item = advance(session, seen, "pending", *DECIDED)
    asked = Asked(item.author_id, "waits", now() + lasting(days), reason)
    restrict_person(session, asked, seen.by_id)
    record(session, item, "restricted", seen.by_id, reason)


def end_authors_wait(session: Session, seen: Seen) -> None:
    """End every wait that the thing's author has been asked for. Raises: Moved."""
    item = advance(session, seen, "pending", *DECIDED)
    in_force = select(Restriction.id).where(
        Restriction.person_id == item.author_id,
        Restriction.kind == "waits",
        Restriction.ended_at.is_(None),
        or_(Restriction.until_at.is_(None), Restriction.until_at > now()),
    )
    for restriction_id in session.scalars(in_force.order_by(Restriction.id)).all():
        end_restriction(session, restriction_id, seen.by_id)
    record(session, item, "unrestricted", seen.by_id)
