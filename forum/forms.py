"""The forms of discussions: start a thread, write a reply."""

import re
import secrets
from dataclasses import dataclass

from wtforms import HiddenField

from core.forms import HouseForm, line, words
from forum.rules.posts import POST_MAX_CHARS, TITLE_MAX_CHARS

HOW_TO_WRITE = (
    "Leave an empty line between paragraphs. Nobody here can see you typing; take your time."
)

_ONCE = re.compile(r"[\w-]{1,40}", re.ASCII)


def new_once() -> str:
    """A word that makes one press of a button count once, however often it is sent."""
    return secrets.token_urlsafe(12)


class OnceForm(HouseForm):
    """A form whose second sending changes nothing."""

    once = HiddenField()

    def once_or_none(self) -> str | None:
        """The word, or None when the form came without one that could be ours."""
        told = self.typed("once")
        return told if _ONCE.fullmatch(told) else None


class StartThread(OnceForm):
    """A title and the first post."""

    title = line(
        "What is it about?",
        asks="Give it a title, so that people can find it.",
        most_chars=TITLE_MAX_CHARS,
        hint="A few words are enough.",
    )
    text = words(
        "What would you like to say?",
        asks="Write something before you post it.",
        most_chars=POST_MAX_CHARS,
        hint=HOW_TO_WRITE,
        rows="10",
    )


class WriteReply(OnceForm):
    """A reply, and the last post that was on the page when it was written."""

    text = words(
        "Your reply",
        asks="Write something before you post it.",
        most_chars=POST_MAX_CHARS,
        hint=HOW_TO_WRITE,
        rows="6",
    )
    shown = HiddenField()

    def shown_no(self) -> int:
        """The number of the last post the writer could see; 0 when it is not known."""
        told = self.typed("shown")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Composer:
    """What the box for a reply shows. Every thread page has one, so it is lighter than a form."""

    once: str
    shown: int
    text: str = ""
    wrong: str | None = None
    hint: str = HOW_TO_WRITE


def refused(form: WriteReply, shown: int) -> Composer:
    """The box again, with its words and what is wrong with them."""
    wrong = form.text.errors[0] if form.text.errors else None
    return Composer(form.typed("once"), shown, str(form.text.data or ""), wrong)
