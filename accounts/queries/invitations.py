"""Reads of invitations: who was invited and has not come yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from accounts.models import Invitation
from accounts.queries.identities import hashed
from core.clock import now


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
