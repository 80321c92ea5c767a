"""Reads about people: their own account, and the invented ones of the demonstration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from accounts.models import Person, SignIn
from accounts.queries.identities import ROLES, STILL_OPEN
from accounts.rules import IDLE_HOURS, Asked, asked_for_new_password
from core.clock import now


@dataclass(frozen=True, slots=True)
class Account:
    """What a person sees of their own account."""

    display_name: str
    address: str | None
    has_password: bool
    joined_at: datetime
    sign_ins: list["OpenSignIn"]
    asked: Asked


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """A browser in which the person is signed in now."""

    id: int
    started_at: datetime
    seen_at: datetime
    by_link: bool


def account_of(connection: Connection, person_id: int, sign_in_id: int) -> Account:
    """The person's own account seen from one of their sign-ins; these newest first."""
    who = connection.execute(
        select(
            Person.display_name,
            Person.address,
            Person.password_hash.is_not(None).label("has_password"),
            Person.joined_at,
        ).where(Person.id == person_id)
    ).one()
    moment = now()
    open_ones = connection.execute(
        select(SignIn.id, SignIn.started_at, SignIn.seen_at, SignIn.by_link)
        .where(SignIn.person_id == person_id, *STILL_OPEN)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc()),
        {"moment": moment, "idle_since": moment - timedelta(hours=IDLE_HOURS)},
    )
    sign_ins = [OpenSignIn(*row) for row in open_ones]
    this_one = (each.started_at for each in sign_ins if each.id == sign_in_id and each.by_link)
    asked = asked_for_new_password(
        has_password=who.has_password, by_link_at=next(this_one, None), moment=moment
    )
    return Account(*who, sign_ins=sign_ins, asked=asked)


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """An invented person that a newcomer can be, to try the site."""

    display_name: str
    address: str
    roles: str


def demonstration_people(connection: Connection, most: int = 6) -> list[DemonstrationPerson]:
    """The first few invented people, with what each of them does."""
    first = (
        select(Person.display_name, Person.address, func.coalesce(ROLES, ""))
        .where(Person.demonstration, Person.password_hash.is_not(None))
        .order_by(Person.id)
        .limit(most)
    )
    return [DemonstrationPerson(*row) for row in connection.execute(first)]
