"""Invite somebody, and accept an invitation."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.people import add_person
from accounts.emails import person_invited
from accounts.models import Invitation, Person
from accounts.queries import hashed
from accounts.rules import INVITATION_DAYS, AddressTaken, InvitationSpent
from core import audit, mail
from core.clock import now


def invite_person(
    session: Session, invited_by_id: int | None, address: str, roles: Iterable[str], public_url: str
) -> None:
    """Hold a place for an address and queue the mail that says so. Raises: AddressTaken."""
    if session.scalar(select(Person.id).where(Person.address == address)):
        raise AddressTaken
    token, moment = secrets.token_urlsafe(32), now()
    invitation = Invitation(
        token_hash=hashed(token),
        address=address,
        roles=" ".join(sorted(set(roles))),
        invited_by_id=invited_by_id,
        invited_at=moment,
        expires_at=moment + timedelta(days=INVITATION_DAYS),
    )
    session.add(invitation)
    session.flush()
    audit.note(session, invited_by_id, "person_invited", "invitation", invitation.id)
    inviter = session.get(Person, invited_by_id) if invited_by_id else None
    url = f"{public_url}/invitations/{token}"
    name = inviter.display_name if inviter else None
    mail.queue(session, person_invited(invitation.id, address, name, url))


def accept_invitation(
    session: Session, token: str, display_name: str, password_hash: str | None
) -> int:
    """The number of the new person. Raises: InvitationSpent, NameTaken, AddressTaken."""
    invitation = session.scalar(
        select(Invitation)
        .where(
            Invitation.token_hash == hashed(token),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now(),
        )
        .with_for_update()
    )
    if invitation is None:
        raise InvitationSpent
    person = add_person(
        session, display_name, invitation.address, password_hash, invitation.roles.split()
    )
    invitation.accepted_at = now()
    audit.note(session, person.id, "invitation_accepted", "invitation", invitation.id)
    session.flush()
    return person.id
