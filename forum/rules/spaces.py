"""Who reads a space, compared with who reads another: pure, with sentences fit to show."""

from typing import Protocol

from core.refusals import Refusal


class Circle(Protocol):
    """A space that says who reads it."""

    @property
    def group_id(self) -> int | None:
        """The group that it belongs to, if it belongs to one."""

    @property
    def readers(self) -> str:
        """Either everyone (of the group) or organisers."""

    @property
    def titles_public(self) -> bool:
        """Whether anybody at all may read what its threads are called."""


class TooOpen(Refusal):
    """More people would read words than those for whom they were written."""

    sentence = (
        "More people can read that place than this one. What was written for a few stays with "
        "those few, so nothing was changed."
    )


class SpaceArchived(Refusal):
    """The space is kept for reading only."""

    sentence = "That space is kept for reading. Please choose another one."


def reads_within(inner: Circle, outer: Circle) -> bool:
    """True when whoever reads `inner` reads `outer` as well: words may go from outer to inner."""
    same_group = outer.group_id is None or inner.group_id == outer.group_id
    return same_group and (outer.readers == "everyone" or inner.readers == "organisers")


def title_stays_within(inner: Circle, outer: Circle) -> bool:
    """True when a title is read by no more people in `inner` than in `outer`."""
    return outer.titles_public or not inner.titles_public
