"""Whether something may be written in a thread: pure, with sentences fit to show."""

from dataclasses import dataclass
from datetime import datetime

from core.refusals import Refusal

#: The most threads that stand pinned above the others of a space.
MOST_PINNED = 5

REASON_MAX_CHARS = 300

#: The kinds of conversation, and what each is for.
KINDS = {
    "talk": "A talk",
    "question": "A question",
    "decision": "Something to decide",
}


class ThreadLocked(Refusal):
    """A moderator has closed the thread to new posts."""

    sentence = "This thread is closed to new posts."


class ThreadArchived(Refusal):
    """The thread or its space is kept for reading only."""

    sentence = "This thread is kept for reading. If you would like to go on, start a new one."


class SpaceArchived(Refusal):
    """Nothing new is written in the space."""

    sentence = "This space is kept for reading. Please start your thread in another one."


class ThreadMerged(Refusal):
    """The thread went into another one meanwhile."""

    sentence = (
        "This thread is part of another one now. Open it again, and it will lead you to the place."
    )


class ReadsOnly(Refusal):
    """A moderator has asked the person to read and not to write for a while."""

    sentence = "For now you can read here but not write. We told you why in your notices."


@dataclass(frozen=True, slots=True)
class Closing:
    """What may close a thread to new posts."""

    locked_because: str | None
    thread_archived_at: datetime | None
    space_archived_at: datetime | None
    merged_into_id: int | None = None


def why_not_writable(closing: Closing) -> Refusal | None:
    """Why nobody may write in a thread now, or None when they may."""
    if closing.merged_into_id is not None:
        return ThreadMerged()
    if closing.space_archived_at or closing.thread_archived_at:
        return ThreadArchived()
    if closing.locked_because is not None:
        return ThreadLocked(f"This thread is closed to new posts. {closing.locked_because}".strip())
    return None


class EnoughPinned(Refusal):
    """As many threads are pinned in the space as there is room for."""

    sentence = (
        f"{MOST_PINNED} threads are pinned in this space already, which is the most there is room "
        "for. Unpin one of them first."
    )
