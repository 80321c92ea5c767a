"""The tables of accounts, one file a noun."""

from accounts.models.mutes import PersonMute
from accounts.models.notices import Notice
from accounts.models.people import Invitation, Person, PersonRole, SignIn, SignInLink

__all__ = [
    "Invitation",
    "Notice",
    "Person",
    "PersonMute",
    "PersonRole",
    "SignIn",
    "SignInLink",
]
