"""The form that brings a picture."""

from wtforms import Field, HiddenField, ValidationError

from core.forms import file, words
from core.text import clean_line, folded
from forum.forms.once import OnceForm
from forum.rules.pictures import ALT_MAX_CHARS, MEDIA_TYPES

SAY_WHAT = "Say what is in the picture."


class AddPicture(OnceForm):
    """A picture, the words for those who can't see it, and where to go back to.

    The words come first: what comes before the file can be given back when the file is too large.
    """

    alt = words(
        "Say what is in the picture, for people who can’t see it",
        asks=SAY_WHAT,
        most_chars=ALT_MAX_CHARS,
        hint=(
            "Say it as you would on the telephone. For example: Five people at a kitchen table, "
            "laughing. In front of them is a large sheet of paper full of notes."
        ),
        rows="3",
    )
    picture = file(
        "Choose the picture",
        asks="Choose a picture.",
        kinds=",".join(MEDIA_TYPES),
        hint="A JPEG, PNG, WebP or GIF, of 10 MB at most.",
    )
    back = HiddenField()

    def validate_alt(self, _field: Field) -> None:
        """Words that leave no mark are none."""
        if not folded(self.alt_text()).strip():
            raise ValidationError(SAY_WHAT)

    def alt_text(self) -> str:
        """The words on one line."""
        return clean_line(self.typed("alt"))

    def file_bytes(self) -> bytes:
        """The file as it was sent."""
        sent: bytes = self.picture.data.read()
        return sent

    def refuse_picture(self, sentence: str) -> None:
        """Say at the picture's own field why it was not taken."""
        self.picture.errors = [sentence]
