"""Whether and how much, for the programme: the ten challenges, and what people say they have done.

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
