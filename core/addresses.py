"""Where a redirect may lead: to our own pages and nowhere else.

Source: OWASP ASVS 5.0, 3.7.2
"""

import re

from werkzeug.routing import BaseConverter, IntegerConverter

#: The largest number a key can have on every engine.
LARGEST_ID = 2**31 - 1

# One slash, then neither a second one nor a backslash: browsers read both as another host.
_own = re.compile(r"^/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


class IdConverter(IntegerConverter):
    """A key in an address; a number too large to be one is simply not found."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take positive keys only."""
        super().__init__(*args, **{**kwargs, "min": 1, "max": LARGEST_ID})  # type: ignore[arg-type]


class SlugConverter(BaseConverter):
    """A short key in an address, in small letters."""

    regex = "[a-z0-9][a-z0-9-]{0,59}"


class RandomKeyConverter(BaseConverter):
    """A key that nobody can guess, as `secrets.token_urlsafe(16)` makes it."""

    regex = "[A-Za-z0-9_-]{22}"


def safe_next(asked: str | None) -> str:
    """The address asked for if it is one of ours, else the home page."""
    return asked if asked and len(asked) < 1000 and _own.fullmatch(asked) else "/"  # noqa: PLR2004
