"""The forms of accounts: come in, change a name or a password, say what others may see."""

from collections.abc import Iterable

from wtforms import BooleanField, StringField, ValidationError

from accounts.rules import (
    ABOUT_MAX_CHARS,
    BREAKS,
    DISPLAY_NAME_MAX_CHARS,
    FROM_WHERE_MAX_CHARS,
    why_not_name,
    why_weak,
)
from core.forms import HouseForm, choice, line, mail_address, offered, secret, tick, ticks, words
from core.identity import Role

NAME_HINT = "People will see this name. It need not be your real one."
PASSWORD_HINT = "8 characters or more. Three or four words in a row work well."  # noqa: S105

NO_PASSWORD = "Leave it empty if you would rather sign in with links that we e-mail to you."  # noqa: S105


def _keep() -> BooleanField:
    return tick(
        "Keep me signed in on this device",
        "Only on a phone or computer of your own. On a shared one, leave this empty.",
    )


class SignIn(HouseForm):
    """Address and password."""

    address = mail_address("E-mail address", asks="Write your e-mail address.")
    password = secret("Password", asks="Write your password.", autocomplete="current-password")
    keep = _keep()


class RequestSignInLink(HouseForm):
    """Where to send a link."""

    address = mail_address("E-mail address", asks="Write your e-mail address.")


class UseSignInLink(HouseForm):
    """The button of the link's page."""

    keep = _keep()


class InvitePerson(HouseForm):
    """Whom to invite, and what they will do here."""

    address = mail_address(
        "Their e-mail address", asks="Write the e-mail address of the person you invite."
    )
    roles = ticks(
        "What will they do here, besides being a member?",
        [(role.value, role.value.capitalize()) for role in Role],
        hint="Leave all empty for a member.",
    )

    def offer(self, roles: Iterable[Role]) -> None:
        """Show only the roles that whoever invites may give."""
        self.roles.choices = offered((role.value, role.value.capitalize()) for role in roles)


def _new_name() -> StringField:
    return line(
        "The name you want here",
        asks="Choose a name.",
        most_chars=DISPLAY_NAME_MAX_CHARS,
        hint=NAME_HINT,
        autocomplete="nickname",
        spellcheck="false",
    )


class NewName(HouseForm):
    """A form with a name that people will see."""

    display_name = _new_name()

    def validate_display_name(self, _field: object) -> None:
        """Ask again for a name that nobody can read, or that seems to be somebody else's."""
        wrong = why_not_name(self.typed("display_name"))
        if wrong:
            raise ValidationError(wrong)


class AcceptInvitation(NewName):
    """A name and a password to begin with; `address` is the one that was invited."""

    address = ""
    new_password = secret(
        "A password", asks=None, autocomplete="new-password", hint=f"{PASSWORD_HINT} {NO_PASSWORD}"
    )

    def validate_new_password(self, _field: object) -> None:
        """Say what to change about a weak password."""
        _refuse_weak(self.typed("new_password"), self.typed("display_name"), self.address)


class RenamePerson(NewName):
    """A new name."""


class ChangeProfile(HouseForm):
    """What others see of somebody: all of it may stay empty."""

    about = words(
        "About you",
        asks=None,
        most_chars=ABOUT_MAX_CHARS,
        hint="As much or as little as you like. Please leave out what could hurt you later.",
        rows="8",
    )
    from_where = line(
        "Where you are from",
        asks=None,
        most_chars=FROM_WHERE_MAX_CHARS,
        hint="A town, a team, a Recovery College: whatever you want to say.",
    )
    shows_roles = tick("Show what I do here", "Such as facilitator or organiser, if you are one.")
    shows_joined = tick("Show since when I am here")


class StartBreak(HouseForm):
    """For how long somebody will be away."""

    lasts = choice(
        "For how long?",
        [(key, label) for key, (label, _) in BREAKS.items()],
        asks="Choose for how long. You can come back at any time.",
        hint="You can come back earlier, or stay away for longer.",
    )

    def days(self) -> int | None:
        """How many days, or None until they come back."""
        return BREAKS[self.typed("lasts")][1]


class ChangePassword(HouseForm):
    """The password so far and the one from now on; `name` and `address` are the person's."""

    name = ""
    address = ""
    password = secret(
        "Your password now", asks="Write your password now.", autocomplete="current-password"
    )
    new_password = secret(
        "Your new password",
        asks="Choose a new password.",
        autocomplete="new-password",
        hint=PASSWORD_HINT,
    )

    def validate_new_password(self, _field: object) -> None:
        """Say what to change about a weak password."""
        _refuse_weak(self.typed("new_password"), self.name, self.address)

    def say_wrong(self, sentence: str) -> None:
        """Say it by the password that was asked for, or above the form where none was."""
        if "password" in self:
            self.password.errors = [sentence]
        else:
            self.form_errors.append(sentence)


def _refuse_weak(new: str, name: str, address: str) -> None:
    weak = why_weak(new, name, address)
    if weak:
        raise ValidationError(weak)
