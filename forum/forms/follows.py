"""The form that chooses how somebody hears about a thread or a space."""

from wtforms import HiddenField

from core.forms import HouseForm
from forum.rules.follows import LEVELS


class ChooseLevel(HouseForm):
    """The button that was pressed."""

    level = HiddenField()

    def chosen(self) -> str | None:
        """The level, or None when the form came without one of ours."""
        level = self.typed("level")
        return level if level in LEVELS else None
