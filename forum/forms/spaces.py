"""The forms of those who look after spaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import HiddenField, ValidationError

from core.forms import HouseForm, choice, offered, select_one, tick, words
from core.text import clean_line, folded
from forum.forms.reading import post_number
from forum.rules.spaces import NAME_MAX_CHARS, PURPOSE_MAX_CHARS, RULES_MAX_CHARS


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read a space: its group if it has one, and everyone of those or organisers."""

    group_id: int | None
    readers: str

    def __str__(self) -> str:
        """As the form tells it."""
        return self.readers if self.group_id is None else f"{self.readers}-{self.group_id}"


EVERYONE, ORGANISERS = Readers(None, "everyone"), Readers(None, "organisers")


class SpaceForm(HouseForm):
    """All that a space says of itself, and who reads and writes in it."""

    # As high as a long name is: on a small screen one line would cut it off.
    name = words("Its name", asks="Give it a name.", most_chars=NAME_MAX_CHARS, rows="2")
    purpose = words(
        "What is it for?",
        asks="Say in a sentence or two what it is for.",
        most_chars=PURPOSE_MAX_CHARS,
        rows="3",
    )
    ground_rules = words(
        "How do people treat each other there?",
        asks=None,
        most_chars=RULES_MAX_CHARS,
        hint="Beside the ground rules of the whole site, which hold everywhere.",
    )
    readers = select_one(
        "Who can read it?",
        (),
        hint="If you make it smaller, those who are left out see nothing of it from then on.",
    )
    writers = choice(
        "Who writes in it?",
        [("everyone", "Everyone who can read it"), ("organisers", "Organisers only")],
        asks="Choose who writes in it.",
    )
    waits = tick(
        "Whatever is written waits for a moderator first",
        hint="For places where a careless word could hurt somebody.",
    )
    titles_public = tick(
        "Anybody at all may read what its threads are called",
        hint="In a feed of titles, without signing in. Nobody but members reads the words.",
    )
    version = HiddenField()

    offers: dict[str, Readers]

    def offer(self, groups: Sequence[tuple[int, str]], now_so: Readers | None = None) -> None:
        """Let these groups be chosen, by number and name, and what stands now."""
        pairs = [
            (EVERYONE, "Everyone who is signed in"),
            (ORGANISERS, "Organisers"),
            *((Readers(number, "everyone"), f"The group {name}") for number, name in groups),
        ]
        if now_so is not None and now_so not in dict(pairs):
            pairs.append((now_so, "Those who can read it now"))
        self.offers = {str(who): who for who, _ in pairs}
        self.readers.choices = offered((str(who), told) for who, told in pairs)

    def validate_name(self, _field: object) -> None:
        """Ask again for a name in which there is nothing to see."""
        if not folded(self.new_name()):
            raise ValidationError("Give it a name that people can read.")

    def validate_readers(self, _field: object) -> None:
        """Ask for one of those that were offered."""
        if self.typed("readers") not in self.offers:
            raise ValidationError("Choose who can read it.")

    def validate_titles_public(self, _field: object) -> None:
        """Titles are for anybody only where every member reads the words."""
        if self.titles_public.data and self.typed("readers") != str(EVERYONE):
            raise ValidationError(
                "Titles can be public only where everyone who is signed in can read."
            )

    def new_name(self) -> str:
        """The name on one line."""
        return clean_line(self.typed("name"))

    def who_reads(self) -> Readers:
        """Who was chosen to read it."""
        return self.offers[self.typed("readers")]

    def seen_version(self) -> int:
        """The version that the page showed; 0 when it told none."""
        return post_number(self.typed("version"))
