"""Whether and how much, for people and sign-ins: pure numbers, refusals and checks."""

from datetime import datetime, timedelta

from core.limits import Limit
from core.refusals import Refusal

#: An e-mailed sign-in link works for so long. Unit: minutes. Source: OWASP ASVS 5.0, 6.5.5
LINK_MINUTES = 10

#: An invitation waits for so long. Unit: days.
INVITATION_DAYS = 14

#: A sign-in on a shared computer ends after so long without a page. Unit: hours.
IDLE_HOURS = 2

#: A sign-in on a shared computer ends after so long in any case. Unit: hours.
SHARED_SIGN_IN_HOURS = 12

#: A sign-in that someone asked to keep on their own device lasts so long. Unit: days.
KEPT_SIGN_IN_DAYS = 30

#: A page moves the "last seen" time only if it is older than this. Unit: minutes.
SEEN_STEP_MINUTES = 5

#: Source: OWASP ASVS 5.0, 6.2.1 and 6.2.9
PASSWORD_MIN_CHARS = 8
PASSWORD_MAX_CHARS = 256

DISPLAY_NAME_MAX_CHARS = 40

#: Source: OWASP ASVS 5.0, 6.3.1; keyed by address, so nobody is locked out of a sign-in they have.
PASSWORD_TRIES = Limit("password", most=10, window_seconds=900)
LINK_TRIES = Limit("sign-in-link", most=5, window_seconds=900)
INVITATIONS = Limit("invitation", most=50, window_seconds=86_400)

#: Words that a thousand other people chose first.
COMMON_PASSWORDS = frozenset(
    {
        "password",
        "password1",
        "password123",
        "12345678",
        "123456789",
        "1234567890",
        "qwertyui",
        "qwerty123",
        "qwertyuiop",
        "iloveyou",
        "letmein1",
        "welcome1",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "liverpool",
        "arsenal1",
        "chocolate",
    }
)


class LinkSpent(Refusal):
    """The sign-in link was used, or its ten minutes are over."""

    sentence = (
        "That link has been used, or its 10 minutes are over. "
        "Ask for a new one: it only takes a moment."
    )


class InvitationSpent(Refusal):
    """The invitation was accepted, or it is too old."""

    sentence = (
        "That invitation has been used, or it is too old. "
        "Ask the person who invited you for a new one."
    )


class NameTaken(Refusal):
    """Somebody here already has that display name."""

    sentence = "Somebody here already uses that name. Please choose another."


class AddressTaken(Refusal):
    """Somebody here already has that address."""

    sentence = "There is already a member with that address. If it is you, you can sign in."


class WrongPassword(Refusal):
    """The address and the password do not go together."""

    sentence = (
        "That address and password do not go together. "
        "Check both, or ask for a sign-in link by e-mail."
    )


def why_weak(password: str, display_name: str, address: str) -> str | None:
    """What to change about a new password, or None when it will do."""
    if len(password) < PASSWORD_MIN_CHARS:
        return (
            f"Use {PASSWORD_MIN_CHARS} characters or more. Three or four words in a row work well."
        )
    if len(password) > PASSWORD_MAX_CHARS:
        return f"Use {PASSWORD_MAX_CHARS} characters at most."
    low = password.casefold()
    if low in COMMON_PASSWORDS or len(set(low)) == 1:
        return "Many people use that one. Please choose something only you would think of."
    if low in {display_name.casefold(), address.casefold(), address.partition("@")[0].casefold()}:
        return "Please don't use your own name or address as your password."
    return None


def sign_in_ends(started_at: datetime, *, keep: bool) -> datetime:
    """When a sign-in ends by itself."""
    lasts = timedelta(days=KEPT_SIGN_IN_DAYS) if keep else timedelta(hours=SHARED_SIGN_IN_HOURS)
    return started_at + lasts
