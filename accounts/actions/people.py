"""Become a person here, change one's name or password."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.actions.passwords import Proof, hold_proven
from accounts.actions.sign_ins import end_other_sign_ins, spend_links
from accounts.emails import password_changed
from accounts.models import Person, PersonRole
from accounts.rules import AddressTaken, NameTaken
from core import audit, mail
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
    session: Session, proof: Proof, password_hash: str, *, sign_in_id: int, public_url: str
) -> None:
    """Set a new password, close every other way in and tell the person by mail.

    Raises: WrongPassword, when it was changed meanwhile. Source: OWASP ASVS 5.0, 6.3.7 and 7.4.3
    """
    person = hold_proven(session, proof)
    person.password_hash = password_hash
    audit.note(session, person.id, "password_changed", "person", person.id)
    # Links first: a link that is being used just now has then begun a sign-in to end.
    spend_links(session, person.id)
    end_other_sign_ins(session, person.id, but=sign_in_id)
    session.flush()
    if person.address is not None:
        name, address, url = person.display_name, person.address, f"{public_url}/sign-in"
        mail.queue(session, password_changed(person.id, now(), name, address, url))


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
