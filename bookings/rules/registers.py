"""When a register is open: pure."""

from datetime import datetime, timedelta

from core.refusals import Refusal

#: Marks can be put right for so long after a session. Unit: days.
REGISTER_DAYS = 14


class RegisterNotOpen(Refusal):
    """The session has not begun, or its register has been closed."""

    sentence = (
        "A register is open from the start of the session until "
        f"{REGISTER_DAYS} days after. If a mark is wrong, please tell an administrator."
    )


def register_open(starts_at: datetime, ended_at: datetime, now: datetime) -> bool:
    """True from the session's start until fourteen days after its end."""
    return starts_at <= now <= ended_at + timedelta(days=REGISTER_DAYS)
