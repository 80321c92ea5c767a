"""The box for a reply, as thread pages show it."""

from dataclasses import dataclass, field

from forum.forms.drafts import Drafting
from forum.forms.once import new_once
from forum.forms.posts import HOW_TO_WRITE, WriteReply
from forum.rules.words import Choices


@dataclass(frozen=True, slots=True)
class Composer:
    """What the box for a reply shows. Every thread page has one, so it is lighter than a form."""

    once: str
    shown: int
    drafting: Drafting
    text: str = ""
    wrong: str | None = None
    reply_to: int | None = None
    reply_to_no: int | None = None
    choices: Choices = field(default_factory=Choices)
    hint: str = HOW_TO_WRITE

    @property
    def is_empty(self) -> bool:
        """True when nobody has written or chosen anything in it yet."""
        said = self.text or self.wrong or self.reply_to or self.choices.made
        return not said and self.drafting.is_empty

    @property
    def errors(self) -> bool:
        """True when something is wrong, so that the page's title says it as for a form."""
        return self.wrong is not None


def fresh(shown: int, drafting: Drafting) -> Composer:
    """The box as a page opens with it: empty, or with what was saved."""
    saved = drafting.restored
    if saved is None:
        return Composer(new_once(), shown, drafting)
    return Composer(new_once(), shown, drafting, saved.text, choices=saved.choices)


def filled(form: WriteReply, shown: int, drafting: Drafting) -> Composer:
    """The box again, with its words and what is wrong with them."""
    wrong = next((str(field.errors[0]) for field in form if field.errors), None)
    return Composer(
        form.typed("once"),
        shown,
        drafting,
        str(form.text.data or ""),
        wrong,
        reply_to=form.number("reply_to") or None,
        choices=form.choices(),
    )
