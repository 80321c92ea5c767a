"""Four plain exceptions, so that rules stay pure and every door says no in the same way."""

from typing import TypeVar

T = TypeVar("T")


class Missing(Exception):
    """The thing is not there, or not this person's to see: 404."""


class Forbidden(Exception):
    """The person may see the thing but not do this to it: 403."""


class Refusal(Exception):
    """The state of things says no: 409, with a sentence fit to show."""

    sentence = "That can't be done just now."

    def __init__(self, sentence: str | None = None) -> None:
        """Carry the sentence the person will read."""
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class TooMany(Exception):
    """Too many tries in a short time: 429, with how long to wait.

    Unit: seconds.
    """

    def __init__(self, wait_seconds: int) -> None:
        """Carry how long the person needs to wait."""
        self.wait_seconds = wait_seconds
        super().__init__(f"wait {wait_seconds} s")


def found(thing: T | None) -> T:
    """The thing itself.

    Raises: Missing, when there is none to see.
    """
    if thing is None:
        raise Missing
    return thing
