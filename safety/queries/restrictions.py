"""What somebody is asked to bear just now, if anything."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select

from core.clock import now
from safety.models import Restriction
from safety.rules.restrictions import strictest


@dataclass(frozen=True, slots=True)
class RestrictionView:
    """A restriction in force."""

    kind: str
    until_at: datetime | None
    reason: str


_IN_FORCE = (
    select(Restriction.kind, Restriction.until_at, Restriction.reason)
    .where(
        Restriction.person_id == bindparam("person_id"),
        Restriction.ended_at.is_(None),
        or_(Restriction.until_at.is_(None), Restriction.until_at > bindparam("moment")),
    )
    .order_by(Restriction.id)
)


def restrictions_of(connection: Connection, person_id: int) -> list[RestrictionView]:
    """Everything in force for a person, the oldest first."""
    rows = connection.execute(_IN_FORCE, {"person_id": person_id, "moment": now()})
    return [RestrictionView(*row) for row in rows]


def restriction_of(connection: Connection, person_id: int) -> str | None:
    """What counts for a person now: "waits", "reads_only" or None."""
    in_force = restrictions_of(connection, person_id)
    return strictest(frozenset(each.kind for each in in_force))
