"""Whether and how much, for people and sign-ins: pure numbers, refusals and checks."""

import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.limits import Limit
from core.refusals import Refusal
from core.text import folded

#: An e-mailed sign-in link works for so long. Unit: minutes. Source: OWASP ASVS 5.0, 6.5.5
LINK_MINUTES = 10

#: Whoever came in by an e-mailed link may change the password without the old one for so long.
#: Unit: minutes.
LINK_PROVES_MINUTES = 15

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

#: What people write about themselves.
ABOUT_MAX_CHARS = 3_000
FROM_WHERE_MAX_CHARS = 80

#: For how long somebody may be away, in words; the days, or None until they come back.
BREAKS: dict[str, tuple[str, int | None]] = {
    "open": ("Until I come back", None),
    "week": ("For a week", 7),
    "fortnight": ("For two weeks", 14),
    "month": ("For four weeks", 28),
    "season": ("For twelve weeks", 84),
}

#: Source: OWASP ASVS 5.0, 6.2.1 and 6.2.9
PASSWORD_MIN_CHARS = 8
PASSWORD_MAX_CHARS = 256

DISPLAY_NAME_MAX_CHARS = 40

#: Source: OWASP ASVS 5.0, 6.3.1; keyed by address, so nobody is locked out of a sign-in they have.
PASSWORD_TRIES = Limit("password", most=10, window_seconds=900)
LINK_TRIES = Limit("sign-in-link", most=10, window_seconds=3_600)
INVITATIONS = Limit("invitation", most=50, window_seconds=86_400)

#: A repeat sooner than this gets the same answer, sends nothing and counts for nothing.
LINK_MAILS = Limit("sign-in-link-mail", most=1, window_seconds=60)

#: A new name renews everything that the person ever wrote, so it isn't for every day.
RENAMES = Limit("rename", most=5, window_seconds=86_400)

#: Names of people who run the site, and of the site itself: nobody may seem to speak for them.
RESERVED_NAMES = (
    "administrator",
    "moderator",
    "organiser",
    "facilitator",
    "peer innovators network",
    "the team",
    "help now",
)

#: Alphabets with letters that look alike; a name keeps to one of them.
LOOK_ALIKE_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK"})

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


class NeedsLink(Refusal):
    """A first password is chosen only by somebody who has just come in from their e-mail."""

    sentence = (
        "You have no password yet. To choose one, ask us for a sign-in link by e-mail and use it. "
        f"Then come back here within {LINK_PROVES_MINUTES} minutes."
    )


class Asked(StrEnum):
    """What somebody who is signed in must show before they get a new password."""

    NOTHING = "nothing"
    PASSWORD = "password"  # noqa: S105
    LINK = "link"


def asked_for_new_password(
    *, has_password: bool, by_link_at: datetime | None, moment: datetime
) -> Asked:
    """What to ask for; `by_link_at` is when an e-mailed link began this sign-in, if one did."""
    proves_for = timedelta(minutes=LINK_PROVES_MINUTES)
    if by_link_at is not None and moment - by_link_at < proves_for:
        return Asked.NOTHING
    return Asked.PASSWORD if has_password else Asked.LINK


def why_not_name(display_name: str) -> str | None:
    """What is wrong with a name that people will see, or None when it will do."""
    seen = folded(display_name)
    if not seen:
        return "Choose a name that people can read."
    if _letters(seen).startswith(tuple(_letters(name) for name in RESERVED_NAMES)):
        return "People might think that you speak for the whole site. Please choose another name."
    alphabets = {unicodedata.name(sign, "").partition(" ")[0] for sign in seen if sign.isalpha()}
    if len(alphabets & LOOK_ALIKE_ALPHABETS) > 1:
        return "Please write your name in one alphabet, so that nobody is taken for somebody else."
    return None


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


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


def break_is_over(until_on: date | None, today: date) -> bool:
    """Whether a break has ended: on its day somebody is back."""
    return until_on is not None and until_on <= today


def sign_in_ends(started_at: datetime, *, keep: bool) -> datetime:
    """When a sign-in ends by itself."""
    lasts = timedelta(days=KEPT_SIGN_IN_DAYS) if keep else timedelta(hours=SHARED_SIGN_IN_HOURS)
    return started_at + lasts
