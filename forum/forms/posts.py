"""The forms that take a post: start a thread, write a reply, edit."""

from collections.abc import Mapping

from wtforms import HiddenField

from core.forms import HouseForm, line, select_one, tick, ticks, words
from forum.forms.about import AboutThread
from forum.forms.once import OnceForm
from forum.rules.posts import POST_MAX_CHARS, TITLE_MAX_CHARS
from forum.rules.words import (
    NOTES,
    QUOTE_CONSENT,
    SPEAKING_AS,
    WANTS,
    Choices,
    notes_column,
)

HOW_TO_WRITE = (
    "Leave an empty line between paragraphs. Nobody here can see you typing; take your time."
)

#: An answer that chooses nothing.
OPEN = ""


class PostForm(OnceForm):
    """The words of a post and what their author may choose about them."""

    text = words(
        "What would you like to say?",
        asks="Write something before you post it.",
        most_chars=POST_MAX_CHARS,
        hint=HOW_TO_WRITE,
        rows="10",
    )
    speaking_as = select_one(
        "I speak as",
        [(OPEN, "Just me (nothing is shown)"), *SPEAKING_AS.items()],
        hint="Only if you want it to be seen beside this post.",
    )
    wants = select_one(
        "What would help?",
        [(OPEN, "I leave it open"), *WANTS.items()],
        hint="It is shown to those who answer.",
    )
    notes = ticks(
        "Is it about something that can be hard to read?",
        list(NOTES.items()),
        hint="Readers can then choose whether to open it.",
        strict=False,
    )
    quote_consent = select_one(
        "May these words be used in reports or minutes?",
        list(QUOTE_CONSENT.items()),
        hint="You can change your answer later.",
    )
    anonymous = tick(
        "Do not show my name",
        "Readers see “Somebody here”. The site keeps who wrote it, to keep people safe.",
    )
    sequence = HiddenField()

    def number(self, name: str) -> int:
        """The number in a hidden field; 0 when there is none."""
        told = self.typed(name)
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004

    def choices(self) -> Choices:
        """What was chosen; what is no choice of ours counts as nothing."""
        return Choices(
            speaking_as=_known(self.typed("speaking_as"), SPEAKING_AS),
            wants=_known(self.typed("wants"), WANTS),
            quote_consent=_known(self.typed("quote_consent"), QUOTE_CONSENT) or "no",
            notes=notes_column(list(self.notes.data or [])),
            anonymous=bool(self.anonymous.data),
        )


def _known(told: str, offered: Mapping[str, str]) -> str | None:
    return told if told in offered else None


class StartThread(AboutThread, PostForm):
    """A title, the first post, and what the thread is about."""

    title = line(
        "What is it about?",
        asks="Give it a title, so that people can find it.",
        most_chars=TITLE_MAX_CHARS,
        hint="A few words are enough.",
    )


class WriteReply(PostForm):
    """A reply, the post it answers, and the last post that was on the page when it was written."""

    text = words(
        "Your reply",
        asks="Write something before you post it.",
        most_chars=POST_MAX_CHARS,
        hint=HOW_TO_WRITE,
        rows="6",
    )
    shown = HiddenField()
    reply_to = HiddenField()


class NotePost(HouseForm):
    """Content notes that a moderator puts on a post."""

    notes = ticks("Content notes", list(NOTES.items()), strict=False)

    def column(self) -> str:
        """The notes as a post keeps them."""
        return notes_column(list(self.notes.data or []))


class EditPost(PostForm):
    """A post's words as they shall be from now on."""
