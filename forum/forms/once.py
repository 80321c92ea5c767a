"""A form that counts once, however often one press of its button is sent."""

import re
import secrets

from wtforms import HiddenField

from core.forms import HouseForm

_ONCE = re.compile(r"[\w-]{1,40}", re.ASCII)


def new_once() -> str:
    """A word that makes one press of a button count once, however often it is sent."""
    return secrets.token_urlsafe(12)


class OnceForm(HouseForm):
    """A form whose second sending changes nothing."""

    once = HiddenField()

    def once_or_none(self) -> str | None:
        """The word, or None when the form came without one that could be ours."""
        told = self.typed("once")
        return told if _ONCE.fullmatch(told) else None
