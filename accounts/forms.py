"""The forms of accounts: sign in, ask for a link, accept an invitation, change name or password."""

from wtforms import SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from accounts.rules import DISPLAY_NAME_MAX_CHARS, why_weak
from core.forms import HouseForm, line, mail_address, secret, tick
from core.identity import Role

NAME_HINT = "People will see this name. It need not be your real one."
PASSWORD_HINT = "8 characters or more. Three or four words in a row work well."  # noqa: S105


class SignIn(HouseForm):
    """Address and password."""

    address = mail_address("E-mail address", asks="Write your e-mail address.")
    password = secret("Password", asks="Write your password.", autocomplete="current-password")
    keep = tick(
        "Keep me signed in on this device",
        "Only on a phone or computer of your own. On a shared one, leave this empty.",
    )


class RequestSignInLink(HouseForm):
    """Where to send a link."""

    address = mail_address("E-mail address", asks="Write your e-mail address.")


class UseSignInLink(HouseForm):
    """The button of the link's page."""

    keep = SignIn.keep


class InvitePerson(HouseForm):
    """Whom to invite, and what they will do here."""

    address = mail_address(
        "Their e-mail address", asks="Write the e-mail address of the person you invite."
    )
    roles = SelectMultipleField(
        "What will they do here, besides being a member?",
        choices=[SelectChoice(value=role.value, label=role.value.capitalize()) for role in Role],
        description="Leave all empty for a member.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _new_name() -> object:
    return line(
        "The name you want here",
        asks="Choose a name.",
        most_chars=DISPLAY_NAME_MAX_CHARS,
        hint=NAME_HINT,
        autocomplete="nickname",
        spellcheck="false",
    )


class AcceptInvitation(HouseForm):
    """A name and a password to begin with."""

    display_name = _new_name()
    new_password = secret(
        "A password", asks="Choose a password.", autocomplete="new-password", hint=PASSWORD_HINT
    )

    def validate_new_password(self, field: object) -> None:
        """Say what to change about a weak password."""
        _refuse_weak(self.typed("new_password"), self.typed("display_name"), "")


class RenamePerson(HouseForm):
    """A new name."""

    display_name = _new_name()


class ChangePassword(HouseForm):
    """The password so far and the one from now on."""

    password = secret(
        "Your password now", asks="Write your password now.", autocomplete="current-password"
    )
    new_password = secret(
        "Your new password",
        asks="Choose a new password.",
        autocomplete="new-password",
        hint=PASSWORD_HINT,
    )

    def validate_new_password(self, field: object) -> None:
        """Say what to change about a weak password."""
        _refuse_weak(self.typed("new_password"), "", "")


def _refuse_weak(new: str, name: str, mail_address: str) -> None:
    weak = why_weak(new, name, mail_address)
    if weak:
        raise ValidationError(weak)
