"""The form of whoever moves a decision on: where it stands, in what words, whose it is."""

from datetime import date
from typing import Any

from wtforms import HiddenField, ValidationError

from core.clock import today
from core.forms import HouseForm, choice, day, line, words
from forum.rules.decisions import (
    ENDS,
    MEANINGS,
    WORDS_MAX_CHARS,
    day_named,
    needs_owner,
)

#: A number of a post, with "#" or "post" before it. Unit: characters.
POST_MAX_CHARS = 20

OWNER_MAX_CHARS = 80


class ChangeDecision(HouseForm):
    """What is said about a decision now."""

    version = HiddenField()
    stage = choice(
        "Where does it stand now?",
        MEANINGS.items(),
        asks="Pick where it stands now.",
        hint="It can also go back a step. Then say why.",
    )
    told = words(
        "What do you want to tell people?",
        asks="Write a sentence or two, so that people know what happened.",
        most_chars=WORDS_MAX_CHARS,
        hint="Everyone who reads the thread sees this, with your name. It can’t be changed later.",
        rows="4",
    )
    owner = line(
        "Who looks after it?",
        asks=None,
        most_chars=OWNER_MAX_CHARS,
        hint="The name that the person has here. They need to be able to read this thread.",
        autocomplete="off",
        spellcheck="false",
        list="decision-names",
    )
    due = day("We hope to do this by", hint="Leave it empty if nobody knows yet.")
    post = line(
        "Which post sums it up?",
        asks=None,
        most_chars=POST_MAX_CHARS,
        hint="The number of a post in this thread, if there is one.",
        autocomplete="off",
        inputmode="numeric",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """True when all of it fits together: a promise that nobody looks after is forgotten."""
        fits = super().validate(extra_validators)
        if needs_owner(self.typed("stage")) and not self.typed("owner"):
            self.owner.errors = ["Say who looks after it, so that it isn’t forgotten."]
            return False
        return bool(fits)

    def validate_due(self, _field: object) -> None:
        """Ask again for what is no day, or a day that has passed."""
        if not self.typed("due") or self.typed("stage") in ENDS:
            return
        due_on = self.due_on()
        if due_on is None:
            raise ValidationError("Write a date, such as 3 March 2027.")
        if due_on < today():
            raise ValidationError(
                "That day has passed. Write the day you hope for now, or leave it empty."
            )

    def validate_post(self, _field: object) -> None:
        """Ask again for what is no number of a post."""
        if self.typed("post") and self.post_no() is None:
            raise ValidationError("Write the number of a post, such as 12.")

    def due_on(self) -> date | None:
        """The day that is hoped for, or None."""
        return day_named(self.typed("due"))

    def post_no(self) -> int | None:
        """The number of the post that sums it up, or None."""
        told = self.typed("post").lower().removeprefix("post").strip().lstrip("#")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None  # noqa: PLR2004

    def seen_version(self) -> int:
        """The version that the page showed, or 0 when the form came without one."""
        told = self.typed("version")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004
