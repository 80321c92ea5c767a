"""The form of the programme: say what one has done and would talk about."""

from wtforms import ValidationError

from core.forms import HouseForm, choice, line, words
from core.text import folded
from programme.rules import CHALLENGES, DONE_MAX_CHARS, INTEREST_MAX_CHARS, challenge_number

#: What somebody picks who writes an interest of their own.
NONE_OF_THEM = "0"


class AddEntry(HouseForm):
    """A challenge or an interest, and what the person has done."""

    challenge = choice(
        "Which challenge is it about?",
        [
            *((str(challenge.number), challenge.name) for challenge in CHALLENGES),
            (NONE_OF_THEM, "None of these: I write my own below"),
        ],
        asks=None,
    )
    interest = line(
        "An interest of your own",
        asks=None,
        most_chars=INTEREST_MAX_CHARS,
        hint="A word or two, such as: gardening, carers' groups, writing.",
    )
    done = words(
        "What have you done, and would talk about?",
        asks="Write a few words about what you have done.",
        most_chars=DONE_MAX_CHARS,
        hint="It need not have gone well. Please leave out anything about other people.",
        rows="5",
    )

    def validate_done(self, _field: object) -> None:
        """Ask for a challenge or an interest: else nobody could find it."""
        if self.challenge_no() is None and not folded(self.typed("interest")):
            raise ValidationError(
                "Choose a challenge or write an interest of your own, so that people can find it."
            )

    def challenge_no(self) -> int | None:
        """The challenge that was chosen, or None."""
        return challenge_number(self.typed("challenge"))
