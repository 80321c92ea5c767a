"""Passwords: kept as argon2id, checked while nobody waits at the one writer's place."""

import threading
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from accounts.models import Person
from accounts.rules import WrongPassword

# 64 MiB, three passes, four lanes. Source: RFC 9106, 4 (second recommended option)
_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
# Each check takes 64 MiB: more than two at once in a process would crowd out the pages.
_turn = threading.BoundedSemaphore(2)
# Checked when nobody has the address, so that a no takes as long either way.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$m4yW6E9TuGFJGI4S1b0N4g$"
    "y76inxzee4U8CFA+iCrzv20KNqjxlKswFzCSBMwyTug"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody has shown who they are, while `known` was the hash that the database kept of them.

    `renewed` is a stronger hash of the same password, if it is due.
    """

    person_id: int
    known: str | None = field(repr=False)
    renewed: str | None = field(default=None, repr=False)


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    with _turn:
        return _hasher.hash(password)


def check_password(
    connection: Connection, address: str, password: str, *, demonstration_open: bool
) -> Proof:
    """Who signs in with this address and password.

    Takes as long for an unknown address as for a wrong password. Raises: WrongPassword.
    """
    found = connection.execute(
        select(Person.id, Person.password_hash, Person.demonstration).where(
            Person.address == address
        )
    ).first()
    right = _matches(found.password_hash if found else None, password)
    if not (right and found) or (found.demonstration and not demonstration_open):
        raise WrongPassword
    stale = _hasher.check_needs_rehash(found.password_hash)
    return Proof(found.id, found.password_hash, hash_password(password) if stale else None)


def proof_of(connection: Connection, person_id: int, password: str | None) -> Proof:
    """That this person may change their password; None stands for a proof of another kind.

    Raises: WrongPassword, when a password is given that is not theirs now.
    """
    known = connection.execute(
        select(Person.password_hash).where(Person.id == person_id)
    ).scalar_one_or_none()
    if password is not None and not _matches(known, password):
        raise WrongPassword
    return Proof(person_id, known)


def hold_proven(session: Session, proof: Proof) -> Person:
    """The person, locked, if their password is still the one that was proved.

    While argon2 worked nobody was kept waiting, so it may have been changed. Raises: WrongPassword.
    """
    person = session.scalars(
        select(Person)
        .where(Person.id == proof.person_id)
        # Not a full lock: a link that is being used refers to the person and need not wait.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    if person.password_hash != proof.known:
        raise WrongPassword
    return person


def _matches(known: str | None, password: str) -> bool:
    try:
        with _turn:
            _hasher.verify(known or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return known is not None
