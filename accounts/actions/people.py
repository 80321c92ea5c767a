"""Become a person here, change one's name or password."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.actions.sign_ins import end_other_sign_ins
from accounts.models import Person, PersonRole
from accounts.rules import AddressTaken, NameTaken
from core import audit
from core.clock import now
from core.text import folded

Renamed = Callable[[Session, int], None]

# Upper floors that keep a copy of somebody's name ask here to be told when it changes.
_told_of_new_names: list[Renamed] = []


def when_renamed(tell: Renamed) -> None:
    """Have `tell` called, in the same transaction, whenever somebody changes their name."""
    if tell not in _told_of_new_names:
        _told_of_new_names.append(tell)


def add_person(
    session: Session,
    display_name: str,
    address: str | None,
    password_hash: str | None,
    roles: Iterable[str],
) -> Person:
    """A new person in the network. Raises: AddressTaken, NameTaken."""
    if address is not None and session.scalar(select(Person.id).where(Person.address == address)):
        raise AddressTaken
    _refuse_taken(session, display_name, None)
    person = Person(
        display_name=display_name,
        name_folded=folded(display_name),
        address=address,
        password_hash=password_hash,
        joined_at=now(),
        demonstration=False,
    )
    session.add(person)
    _flush_or_refuse(session)
    session.add_all(PersonRole(person_id=person.id, role=role) for role in sorted(set(roles)))
    audit.note(session, person.id, "person_added", "person", person.id)
    session.flush()
    return person


def rename_person(session: Session, person_id: int, display_name: str) -> None:
    """Give the person the name they chose, everywhere it stands. Raises: NameTaken."""
    _refuse_taken(session, display_name, person_id)
    person = session.get_one(Person, person_id)
    person.display_name, person.name_folded = display_name, folded(display_name)
    _flush_or_refuse(session)
    audit.note(session, person_id, "person_renamed", "person", person_id)
    session.flush()
    for tell in _told_of_new_names:
        tell(session, person_id)


def change_password(
    session: Session, person_id: int, password_hash: str, *, sign_in_id: int
) -> None:
    """Set a new password and end every other sign-in.

    Source: OWASP ASVS 5.0, 7.4.3
    """
    session.get_one(Person, person_id).password_hash = password_hash
    audit.note(session, person_id, "password_changed", "person", person_id)
    end_other_sign_ins(session, person_id, but=sign_in_id)
    session.flush()


def _refuse_taken(session: Session, display_name: str, but: int | None) -> None:
    holder = session.scalar(select(Person.id).where(Person.name_folded == folded(display_name)))
    if holder is not None and holder != but:
        raise NameTaken


def _flush_or_refuse(session: Session) -> None:
    """Two people may choose the same name at one moment: the unique constraints are the truth."""
    try:
        session.flush()
    except IntegrityError as clash:
        taken = str(clash.orig)
        if "name_folded" in taken:
            raise NameTaken from clash
        if "person_address" in taken or "person.address" in taken:
            raise AddressTaken from clash
        raise
