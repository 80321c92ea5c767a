"""Sign in with a password or a link, be seen, sign out."""

import secrets
import threading
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.emails import sign_in_link
from accounts.models import Person, SignIn, SignInLink
from accounts.queries import hashed
from accounts.rules import LINK_MINUTES, LinkSpent, WrongPassword, sign_in_ends
from core import audit, mail
from core.clock import now

# 64 MiB, three passes, four lanes. Source: RFC 9106, 4 (second recommended option)
_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
# Each check takes 64 MiB: more than two at once in a process would crowd out the pages.
_turn = threading.BoundedSemaphore(2)
# Checked when nobody has the address, so that a no takes as long either way.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$m4yW6E9TuGFJGI4S1b0N4g$"
    "y76inxzee4U8CFA+iCrzv20KNqjxlKswFzCSBMwyTug"
)


def hash_password(password: str) -> str:
    """What the database keeps of a password: argon2id."""
    with _turn:
        return _hasher.hash(password)


def sign_in(
    session: Session, address: str, password: str, *, keep: bool, demonstration_open: bool
) -> str:
    """The secret of a new sign-in.

    Takes as long for an unknown address as for a wrong password. Raises: WrongPassword.
    """
    person = session.scalar(select(Person).where(Person.address == address))
    known = person.password_hash if person and person.password_hash else _NOBODY
    try:
        with _turn:
            _hasher.verify(known, password)
    except (VerificationError, InvalidHashError):
        person = None
    if person is None or known is _NOBODY or (person.demonstration and not demonstration_open):
        audit.note(session, None, "sign_in_refused", "person", None)
        raise WrongPassword
    if _hasher.check_needs_rehash(known):
        person.password_hash = hash_password(password)
    return start_sign_in(session, person.id, keep=keep)


def is_password_of(session: Session, person_id: int, password: str) -> bool:
    """True when this is the person's password now."""
    known = session.scalar(select(Person.password_hash).where(Person.id == person_id))
    try:
        with _turn:
            return _hasher.verify(known or _NOBODY, password) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def start_sign_in(session: Session, person_id: int, *, keep: bool) -> str:
    """The secret of a new sign-in for somebody who has proved who they are."""
    token, moment = secrets.token_urlsafe(32), now()
    session.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person_id,
            kept=keep,
            started_at=moment,
            seen_at=moment,
            expires_at=sign_in_ends(moment, keep=keep),
        )
    )
    audit.note(session, person_id, "signed_in", "person", person_id)
    session.flush()
    return token


def request_sign_in_link(
    session: Session, address: str, public_url: str, *, demonstration_open: bool
) -> None:
    """Queue a link if the address is known; say nothing either way."""
    person = session.scalar(select(Person).where(Person.address == address))
    if (
        person is None
        or person.address is None
        or (person.demonstration and not demonstration_open)
    ):
        audit.note(session, None, "sign_in_link_refused", "person", None)
        return
    token = secrets.token_urlsafe(32)
    link = SignInLink(
        token_hash=hashed(token),
        person_id=person.id,
        expires_at=now() + timedelta(minutes=LINK_MINUTES),
    )
    session.add(link)
    audit.note(session, person.id, "sign_in_link_requested", "person", person.id)
    session.flush()
    url = f"{public_url}/sign-in/link/{token}"
    mail.queue(session, sign_in_link(link.id, person.display_name, person.address, url))


def use_sign_in_link(session: Session, token: str, *, keep: bool) -> str:
    """The secret of a new sign-in for the link's owner. Raises: LinkSpent."""
    used = session.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == hashed(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now(),
        )
        .values(used_at=now())
        .returning(SignInLink.person_id)
    ).scalar_one_or_none()
    if used is None:
        raise LinkSpent
    return start_sign_in(session, used, keep=keep)


def see_person(session: Session, sign_in_id: int) -> None:
    """Move the time at which a sign-in was last used."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def end_sign_in(session: Session, person_id: int, sign_in_id: int) -> bool:
    """True when an open sign-in of this person was ended, on the server, for good."""
    ended = session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    if ended.rowcount:  # type: ignore[attr-defined]
        audit.note(session, person_id, "sign_in_ended", "person", person_id)
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_other_sign_ins(session: Session, person_id: int, but: int) -> None:
    """End every sign-in of this person except the one in use."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.id != but, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    audit.note(session, person_id, "other_sign_ins_ended", "person", person_id)
