"""The forms of what a reader would rather not meet."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, HiddenField, ValidationError

from core.forms import HouseForm, choice, line
from forum.rules.wishes import MUTE_WORD_MAX_CHARS, NOTE_CHOICES, why_not_word
from forum.rules.words import NOTES


def _field_of(note: str) -> str:
    return f"note_{note.replace('-', '_')}"


class NotesForm(HouseForm):
    """One choice for each content note."""

    def groups(self) -> Iterator[Field]:
        """The choices, in the order of the notes."""
        return (self[_field_of(note)] for note in NOTES)

    def chosen(self) -> dict[str, str]:
        """What was chosen about each note; what is no choice of ours is not among them."""
        told = {note: self.typed(_field_of(note)) for note in NOTES}
        return {note: choice for note, choice in told.items() if choice in NOTE_CHOICES}


#: The same, with its fields: one for each note that there is.
ChooseNotes: type[NotesForm] = type(
    "ChooseNotes",
    (NotesForm,),
    {
        "__doc__": NotesForm.__doc__,
        **{
            _field_of(note): choice(
                words.capitalize(), NOTE_CHOICES.items(), asks=None, strict=False
            )
            for note, words in NOTES.items()
        },
    },
)


def notes_form(now_so: Mapping[str, str]) -> NotesForm:
    """The form with what holds now."""
    first: dict[str, Any] = {_field_of(note): told for note, told in now_so.items()}
    return ChooseNotes(**first)


class AddWord(HouseForm):
    """A word to cover, or a few in a row."""

    word = line(
        "A word to cover",
        asks="Write the word that you would rather not meet.",
        most_chars=MUTE_WORD_MAX_CHARS,
        hint="Or a few words in a row. Capital letters and accents make no difference.",
        autocomplete="off",
        autocapitalize="none",
    )

    def validate_word(self, _field: object) -> None:
        """Say why something can't be covered."""
        wrong = why_not_word(self.typed("word"))
        if wrong:
            raise ValidationError(wrong)


class RemoveWord(HouseForm):
    """The word of the button that was pressed."""

    covered = HiddenField()

    def word(self) -> str:
        """The word; no word that is covered is longer."""
        return self.typed("covered")[:MUTE_WORD_MAX_CHARS]
