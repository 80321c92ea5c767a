"""The forms that say how far somebody has read."""

from datetime import datetime

from wtforms import HiddenField

from core.forms import HouseForm
from core.paging import Cursor, cursor


class MarkThreadRead(HouseForm):
    """The last post of the thread when the button was shown; whether its title was covered."""

    to = HiddenField()
    covered = HiddenField()

    def up_to(self, last_post_no: int) -> int:
        """The post that counts as the last one read; the thread's last when none was told."""
        told = self.typed("to")
        known = told.isascii() and told.isdigit() and len(told) < 10  # noqa: PLR2004 - fits a key
        return min(int(told), last_post_no) if known else last_post_no


class ShowNewReplies(HouseForm):
    """The last post that the page shows."""

    after = HiddenField()

    def after_no(self) -> int:
        """Its number; 0 when none was told."""
        return post_number(self.typed("after"))


def post_number(told: str) -> int:
    """The number of a post that some text tells; 0 when it tells none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004 - fits a key


class MarkAllRead(HouseForm):
    """The moment at which the list was shown: what came after it is still news."""

    until = HiddenField()

    def moment(self, now: datetime) -> datetime:
        """The moment told, never one that is still to come; now when none was told."""
        told = cursor(self.typed("until"))
        return min(told.at, now) if told else now


def told_moment(moment: datetime) -> str:
    """A moment as MarkAllRead reads it."""
    return str(Cursor(moment, 0))
