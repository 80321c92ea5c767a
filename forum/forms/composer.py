"""The box for a reply, as thread pages show it."""

from dataclasses import dataclass, field

from forum.forms.posts import HOW_TO_WRITE, Choices, WriteReply


@dataclass(frozen=True, slots=True)
class Composer:
    """What the box for a reply shows. Every thread page has one, so it is lighter than a form."""

    once: str
    shown: int
    text: str = ""
    wrong: str | None = None
    reply_to: int | None = None
    reply_to_no: int | None = None
    choices: Choices = field(default_factory=Choices)
    hint: str = HOW_TO_WRITE


def refused(form: WriteReply, shown: int) -> Composer:
    """The box again, with its words and what is wrong with them."""
    wrong = next((str(field.errors[0]) for field in form if field.errors), None)
    return Composer(
        form.typed("once"),
        shown,
        str(form.text.data or ""),
        wrong,
        reply_to=form.number("reply_to") or None,
        choices=form.choices(),
    )
