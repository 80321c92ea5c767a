"""What a thread is about: its kind, its tags and the event it belongs to."""

from collections.abc import Sequence

from wtforms import ValidationError

from core.forms import HouseForm, choice, line, offered, select_one
from forum.rules.tags import MOST_TAGS, TAG_MAX_CHARS, tags_in, why_not_tags

#: What is chosen when nothing else is.
TALK = "talk"

KINDS = (
    (TALK, "A talk: we tell each other, and answer"),
    ("question", "A question: I would like an answer"),
    ("decision", "A decision: we find out what to do, and do it"),
)


class AboutThread(HouseForm):
    """What those may choose about a thread who started it or look after it."""

    conversation = choice("What kind of conversation is it?", KINDS, asks=None, strict=False)
    tags = line(
        "Tags",
        asks=None,
        most_chars=MOST_TAGS * (TAG_MAX_CHARS + 2),
        hint="Up to five words that help people find it, with commas between them: sleep, nights.",
        autocapitalize="none",
        autocomplete="off",
    )
    event = select_one("Is it about an event?", ())
    offers: frozenset[str] = frozenset()

    def offer(self, events: Sequence[tuple[int, str]]) -> None:
        """Show these events to choose from, by number and title."""
        pairs = [(str(number), title) for number, title in events]
        self.offers = frozenset(value for value, _ in pairs)
        self.event.choices = offered([("", "No, it is not"), *pairs])

    def validate_tags(self, _field: object) -> None:
        """Say what to change about the tags."""
        wrong = why_not_tags(self.tag_list())
        if wrong:
            raise ValidationError(wrong)

    def kind(self) -> str:
        """The kind that was chosen; what is no kind of ours is a talk."""
        told = self.typed("conversation")
        return told if told in dict(KINDS) else TALK

    def tag_list(self) -> list[str]:
        """The tags, as they are kept."""
        return tags_in(self.typed("tags"))

    def event_id(self) -> int | None:
        """The event that was chosen from those that are shown, or None."""
        told = self.typed("event")
        return int(told) if told in self.offers else None
