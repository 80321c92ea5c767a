"""The tables of accounts, one file a noun."""

from accounts.models.breaks import PersonBreak
from accounts.models.mutes import PersonMute
from accounts.models.notices import Notice
from accounts.models.people import Invitation, Person, PersonRole, SignIn, SignInLink
from accounts.models.profiles import Profile

__all__ = [
    "Invitation",
    "Notice",
    "Person",
    "PersonBreak",
    "PersonMute",
    "PersonRole",
    "Profile",
    "SignIn",
    "SignInLink",
]
