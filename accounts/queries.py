"""Reads about people: who a cookie belongs to, where somebody is signed in, who was invited."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, bindparam, func, literal_column, or_, select

from accounts.models import Invitation, Person, PersonRole, SignIn, SignInLink
from accounts.rules import IDLE_HOURS, Asked, asked_for_new_password
from core.clock import now
from core.hot import Hot
from core.identity import Identity


def hashed(token: str) -> str:
    """What the database keeps of a secret."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


_roles = (
    # A constant, not a value to bind: core.hot compiles without values.
    select(func.aggregate_strings(PersonRole.role, literal_column("' '")))  # type: ignore[arg-type]
    .where(PersonRole.person_id == Person.id)
    .scalar_subquery()
)

_STILL_OPEN = (
    SignIn.ended_at.is_(None),
    SignIn.expires_at > bindparam("moment"),
    or_(SignIn.kept, SignIn.seen_at > bindparam("idle_since")),
)

# This statement runs for every signed-in page.
_IDENTITY = Hot(
    select(
        Person.id,
        Person.display_name,
        _roles.label("roles"),
        Person.joined_at,
        SignIn.id.label("sign_in_id"),
        SignIn.seen_at,
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        *_STILL_OPEN,
    )
)


def identity_for(connection: Connection, token: str) -> Identity | None:
    """Who is signed in with this secret, in one statement; None when the sign-in has ended."""
    moment = now()
    row = _IDENTITY.first(
        connection,
        {
            "token_hash": hashed(token),
            "moment": moment,
            "idle_since": moment - timedelta(hours=IDLE_HOURS),
        },
    )
    if row is None:
        return None
    person_id, display_name, roles, joined_at, sign_in_id, seen_at = row
    return Identity(
        id=person_id,
        display_name=display_name,
        roles=frozenset((roles or "").split()),
        joined_at=joined_at,
        sign_in_id=sign_in_id,
        seen_at=seen_at,
        token=token,
    )


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
        .where(SignIn.person_id == person_id, *_STILL_OPEN)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc()),
        {"moment": moment, "idle_since": moment - timedelta(hours=IDLE_HOURS)},
    )
    sign_ins = [OpenSignIn(*row) for row in open_ones]
    this_one = (each.started_at for each in sign_ins if each.id == sign_in_id and each.by_link)
    asked = asked_for_new_password(
        has_password=who.has_password, by_link_at=next(this_one, None), moment=moment
    )
    return Account(*who, sign_ins=sign_ins, asked=asked)


def link_is_open(connection: Connection, token: str) -> bool:
    """True while a sign-in link can still be used."""
    row = connection.execute(
        select(SignInLink.id).where(
            SignInLink.token_hash == hashed(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now(),
        )
    ).first()
    return row is not None


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that waits to be accepted."""

    id: int
    address: str
    roles: str
    invited_at: datetime
    expires_at: datetime


_OPEN_INVITATION = select(
    Invitation.id,
    Invitation.address,
    Invitation.roles,
    Invitation.invited_at,
    Invitation.expires_at,
).where(Invitation.accepted_at.is_(None), Invitation.expires_at > bindparam("moment"))


def open_invitation(connection: Connection, token: str) -> OpenInvitation | None:
    """The invitation behind a link, while it can be accepted."""
    row = connection.execute(
        _OPEN_INVITATION.where(Invitation.token_hash == hashed(token)), {"moment": now()}
    ).first()
    return OpenInvitation(*row) if row else None


def open_invitations(connection: Connection) -> list[OpenInvitation]:
    """The hundred newest invitations that wait to be accepted."""
    newest = _OPEN_INVITATION.order_by(Invitation.id.desc()).limit(100)
    return [OpenInvitation(*row) for row in connection.execute(newest, {"moment": now()})]


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """An invented person that a newcomer can be, to try the site."""

    display_name: str
    address: str
    roles: str


def demonstration_people(connection: Connection, most: int = 6) -> list[DemonstrationPerson]:
    """The first few invented people, with what each of them does."""
    first = (
        select(Person.display_name, Person.address, func.coalesce(_roles, ""))
        .where(Person.demonstration, Person.password_hash.is_not(None))
        .order_by(Person.id)
        .limit(most)
    )
    return [DemonstrationPerson(*row) for row in connection.execute(first)]
