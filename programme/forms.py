"""The forms of the programme: say what one has done, and look after a group."""

from wtforms import HiddenField, ValidationError

from core.forms import ADDRESS_CHARS, HouseForm, choice, line, words
from core.text import clean_line, folded
from programme.rules import (
    CHALLENGES,
    DONE_MAX_CHARS,
    GROUP_ABOUT_MAX_CHARS,
    GROUP_NAME_MAX_CHARS,
    INTEREST_MAX_CHARS,
    challenge_number,
)

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


class GroupForm(HouseForm):
    """What a group is called and what it is about."""

    # As high as a long name is: on a small screen one line would cut it off.
    name = words("Its name", asks="Give it a name.", most_chars=GROUP_NAME_MAX_CHARS, rows="2")
    about = words(
        "What is it about?",
        asks=None,
        most_chars=GROUP_ABOUT_MAX_CHARS,
        hint="Its members read this.",
        rows="4",
    )

    def validate_name(self, _field: object) -> None:
        """Ask again for a name in which there is nothing to see."""
        if not folded(self.new_name()):
            raise ValidationError("Give it a name that people can read.")

    def new_name(self) -> str:
        """The name on one line."""
        return clean_line(self.typed("name"))


class AddMember(HouseForm):
    """Who is to be in a group: by name or address, or one of those who were offered."""

    who = line(
        "Their name here, or their e-mail address",
        asks="Write the name or the address of the person.",
        most_chars=ADDRESS_CHARS,
        autocomplete="off",
        spellcheck="false",
    )
    chosen = HiddenField()

    def chosen_id(self) -> int | None:
        """The number of the person whose button was pressed."""
        told = self.typed("chosen")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None  # noqa: PLR2004 - fits a key
