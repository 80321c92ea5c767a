"""Whether posts may go from one thread to another: pure, with sentences fit to show."""

import re
from collections.abc import Collection

from core.refusals import Refusal

#: So many posts go to a new thread at once.
MOST_SPLIT = 200

#: As much of a post is shown where somebody chooses posts. Unit: characters.
CHOICE_CHARS = 120

# "12", "/threads/12" and "https://…/threads/12?page=2#p30" all name thread 12.
_ADDRESS = re.compile(r"(?:\S*/threads/)?(\d{1,10})(?:[/?#]\S*)?", re.ASCII)
_RUN = re.compile(r"(\d{1,9})(?:\s*(?:-|–|to)\s*(\d{1,9}))?", re.ASCII)

#: The largest number that a post can have and be asked for here.
_LARGEST_NO = 999_999_999


class SameThread(Refusal):
    """A thread can't go into itself."""

    sentence = "That is this same thread. Write the number of another one."


class ThreadIsEmpty(Refusal):
    """There is nothing in the thread that could go anywhere."""

    sentence = "Nothing in this thread can be read yet, so there is nothing to merge."


class HoldsDecision(Refusal):
    """What was promised in the thread would be lost from sight."""

    sentence = (
        "This thread holds a decision, which would be lost from sight. "
        "Merge the other thread into this one instead, or make the other one a decision first."
    )


class KeptForReading(Refusal):
    """The thread that posts should go to takes no more."""

    sentence = "That thread is kept for reading. Bring it back first, or choose another one."


class FirstStays(Refusal):
    """A thread without its first post makes no sense."""

    sentence = "The first post stays: without it nobody would know what the thread is about."


class PostsGone(Refusal):
    """Some of the posts that were chosen are not in the thread."""

    sentence = "Some of these posts are not in this thread any more. Please choose again."


class TooManyPosts(Refusal):
    """More posts were chosen than go at once."""

    sentence = f"{MOST_SPLIT} posts can go at once. Please choose fewer, and take the rest after."


class FirstUnreadable(Refusal):
    """The new thread would begin with a post that nobody can read."""

    sentence = "The first of the posts you choose needs to be one that people can read."


def thread_number(told: str) -> int | None:
    """The number of the thread that an address or a number names; None when it names none."""
    found = _ADDRESS.fullmatch(told.strip())
    return int(found[1]) if found else None


def post_numbers(told: str) -> set[int] | None:
    """The numbers in words such as "4, 7 and 9-12"; None when that is not what they are."""
    numbers: set[int] = set()
    for part in re.split(r"[,;]|\band\b", told):
        if not part.strip():
            continue
        run = _RUN.fullmatch(part.strip())
        if run is None:
            return None
        first, last = int(run[1]), int(run[2] or run[1])
        # A run without end would fill the memory; one more than may go is enough to refuse it.
        numbers.update(range(first, min(last, first + MOST_SPLIT, _LARGEST_NO) + 1))
        if last < first or len(numbers) > 2 * MOST_SPLIT:
            return None
    return numbers


def why_not_split(chosen: Collection[int]) -> Refusal | None:
    """Why these numbers can't go to a new thread, or None when they can."""
    if 1 in chosen:
        return FirstStays()
    if len(chosen) > MOST_SPLIT:
        return TooManyPosts()
    return None
