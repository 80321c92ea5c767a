"""Whether and how much, for the programme: challenges, what people say they did, and groups.

Source: ten key organisational challenges, Sainsbury Centre for Mental Health 2009, in the order of
the programme's slides of 2013; names are this project's own. Keys never change, numbers may.
"""

from dataclasses import dataclass

from core.refusals import Refusal

#: A word or two of somebody's own, and what they did.
INTEREST_MAX_CHARS = 40
DONE_MAX_CHARS = 500

#: So many things one person lists at most.
MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Challenge:
    """One of the ten things that an organisation takes on."""

    number: int
    key: str
    name: str


CHALLENGES = (
    Challenge(1, "conversations", "Every conversation counts"),
    Challenge(2, "learning-together", "Learning made together"),
    Challenge(3, "recovery-college", "A Recovery College at the heart"),
    Challenge(4, "commitment-and-culture", "A whole service that means it"),
    Challenge(5, "choice", "More choice, more control"),
    Challenge(6, "workforce", "Peer workers on every team"),
    Challenge(7, "safety", "Safety planned together"),
    Challenge(8, "partnership", "From being asked to deciding"),
    Challenge(9, "staff-wellbeing", "Staff have lives and stories too"),
    Challenge(10, "life-beyond", "A life beyond services"),
)

#: What each challenge is called.
CHALLENGE_NAMES = {challenge.number: challenge.name for challenge in CHALLENGES}


class EnoughEntries(Refusal):
    """The person already lists as much as one person can."""

    sentence = (
        f"You already list {MOST_ENTRIES} things, which is the most there is room for. "
        "Take one out first, and this one fits."
    )


def challenge_number(told: str | None) -> int | None:
    """The challenge that some text names by its number, or None."""
    names = {str(number): number for number in CHALLENGE_NAMES}
    return names.get(told or "")


GROUP_NAME_MAX_CHARS = 80
GROUP_ABOUT_MAX_CHARS = 500

#: People who are offered when a name is not quite somebody's.
MOST_OFFERED = 10

#: So much of a name has to be written before others like it are offered.
FEWEST_LETTERS = 2


class GroupNameTaken(Refusal):
    """Another group has this name."""

    sentence = "Another group has this name. Please choose another one."


def key_of_group(group_id: int) -> str:
    """The key under which somebody is told of their place in a group: the newest counts."""
    return f"group:{group_id}"


def told_in(name: str) -> str:
    """What somebody reads who was added to a group."""
    return f"You are in the group “{name}” now."


def told_out(name: str) -> str:
    """What somebody reads whose place in a group has ended."""
    return (
        f"You are not in the group “{name}” any more. What you wrote there stays. "
        "If you wonder why, please ask an organiser: you are welcome to."
    )
