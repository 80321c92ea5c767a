"""Reads of sign-ins: who a cookie belongs to, and whether a link still works."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, Integer, bindparam, case, func, literal_column, or_, select

from accounts.models import Notice, Person, PersonRole, SignIn, SignInLink
from accounts.queries.breaks import on_break
from accounts.rules import IDLE_HOURS
from core.clock import now, today
from core.hot import Hot
from core.identity import MOST_NOTICES_COUNTED, Identity


def hashed(token: str) -> str:
    """What the database keeps of a secret."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


ROLES = (
    # A constant, not a value to bind: core.hot compiles without values.
    select(func.aggregate_strings(PersonRole.role, literal_column("' '")))  # type: ignore[arg-type]
    .where(PersonRole.person_id == Person.id)
    .scalar_subquery()
)

_unread = (
    select(literal_column("1"))
    .where(Notice.person_id == Person.id, Notice.read_at.is_(None))
    .limit(MOST_NOTICES_COUNTED)
    .correlate(Person)
    .subquery()
)
# Whoever is on a break is told nothing: the notices wait.
_new_notices = case(
    (on_break(Person.id), literal_column("0", Integer)),
    else_=select(func.count()).select_from(_unread).scalar_subquery(),
)

STILL_OPEN = (
    SignIn.ended_at.is_(None),
    SignIn.expires_at > bindparam("moment"),
    or_(SignIn.kept, SignIn.seen_at > bindparam("idle_since")),
)

# This statement runs for every signed-in page.
_IDENTITY = Hot(
    select(
        Person.id,
        Person.display_name,
        ROLES.label("roles"),
        Person.joined_at,
        SignIn.id.label("sign_in_id"),
        SignIn.seen_at,
        _new_notices.label("new_notices"),
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        *STILL_OPEN,
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
            "today": today(),
            "idle_since": moment - timedelta(hours=IDLE_HOURS),
        },
    )
    if row is None:
        return None
    person_id, display_name, roles, joined_at, sign_in_id, seen_at, new_notices = row
    return Identity(
        id=person_id,
        display_name=display_name,
        roles=frozenset((roles or "").split()),
        joined_at=joined_at,
        sign_in_id=sign_in_id,
        seen_at=seen_at,
        token=token,
        new_notices=new_notices,
    )


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
