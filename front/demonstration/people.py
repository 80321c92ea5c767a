"""The people of the demonstration: those whom content names, and the ways in for a newcomer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from accounts.actions.passwords import hash_password
from accounts.models import Person, PersonRole
from accounts.queries import demonstration_people
from core.db import add_numbered_rows, add_rows
from core.identity import Role
from core.text import folded
from front.demonstration.rows import JOINED_DAYS_AGO, Row, days, told

DEMONSTRATION_PASSWORD = "kettle-canal-lantern"  # noqa: S105 - printed at every start, by design

#: How many people a newcomer is offered to sign in as: the first in people.toml. Unit: people.
WAYS_IN = 6

#: What somebody does here, for a line in a list; the first role that fits.
_DOES = (
    (Role.ADMINISTRATOR, "looks after the site"),
    (Role.ORGANISER, "organises"),
    (Role.MODERATOR, "moderates"),
    (Role.FACILITATOR, "runs events"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the demonstration, as the rows about them need them."""

    id: int
    display_name: str
    comes_as: str
    offered: bool


@dataclass(frozen=True, slots=True)
class WayIn:
    """Somebody a newcomer can sign in as."""

    address: str
    display_name: str
    does: str


def ways_in(session: Session) -> list[WayIn]:
    """The first few people of the demonstration, read from the rows as they are now."""
    found = demonstration_people(session.connection(), WAYS_IN)
    return [WayIn(one.address, one.display_name, _does(one.roles.split())) for one in found]


def _does(roles: list[str]) -> str:
    return next((words for role, words in _DOES if role in roles), "a member")


def add_people(session: Session, moment: datetime) -> dict[str, Member]:
    """Everyone whom content names, by key; all of them sign in with one password."""
    entries = told("people.toml", "person")
    # Hashing takes a tenth of a second each: for a password that is printed anyway, once will do.
    password_hash = hash_password(DEMONSTRATION_PASSWORD)
    rows = [
        person_row(entry["display_name"], entry["email"], password_hash, moment)
        for entry in entries
    ]
    numbers = add_numbered_rows(session, Person, rows)
    roles = [
        {"person_id": number, "role": role}
        for number, entry in zip(numbers, entries, strict=True)
        for role in entry["roles"]
    ]
    add_rows(session, PersonRole, roles)
    return {
        entry["key"]: Member(number, entry["display_name"], entry["comes_as"], place < WAYS_IN)
        for place, (number, entry) in enumerate(zip(numbers, entries, strict=True))
    }


def person_row(name: str, address: str | None, password_hash: str | None, moment: datetime) -> Row:
    """Somebody invented, marked as such, who joined long ago."""
    return {
        "display_name": name,
        "name_folded": folded(name),
        "address": address,
        "password_hash": password_hash,
        "joined_at": moment - days(JOINED_DAYS_AGO),
        "demonstration": True,
    }
