"""Reads about people, one file a noun."""

from accounts.queries.identities import hashed, identity_for, link_is_open
from accounts.queries.invitations import OpenInvitation, open_invitation, open_invitations
from accounts.queries.people import (
    Account,
    DemonstrationPerson,
    OpenSignIn,
    account_of,
    demonstration_people,
)

__all__ = [
    "Account",
    "DemonstrationPerson",
    "OpenInvitation",
    "OpenSignIn",
    "account_of",
    "demonstration_people",
    "hashed",
    "identity_for",
    "link_is_open",
    "open_invitation",
    "open_invitations",
]
