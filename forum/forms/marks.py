"""The forms of the small marks on posts: one press each."""

from dataclasses import dataclass

from wtforms import HiddenField

from core.forms import HouseForm
from forum.rules.words import REACTIONS


@dataclass(frozen=True, slots=True)
class Reacting:
    """One of the warm words, to be given or to be taken back."""

    kind: str
    given: bool


class ReactToPost(HouseForm):
    """The button that was pressed: a word to give, or one to take back."""

    kind = HiddenField()
    undo = HiddenField()

    def pressed(self) -> Reacting | None:
        """What to do, or None when the form came without a word of ours."""
        given = bool(self.typed("kind"))
        kind = self.typed("kind" if given else "undo")
        return Reacting(kind, given) if kind in REACTIONS else None
