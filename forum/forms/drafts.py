"""The forms for words that are not sent yet, and what a page with a box says about them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from wtforms import HiddenField

from core.forms import HouseForm, line, words
from forum.forms.about import AboutThread
from forum.forms.posts import PostForm
from forum.queries.drafts import DraftView
from forum.rules.drafts import About, Place, Unsent, place_named
from forum.rules.posts import POST_MAX_CHARS, TITLE_MAX_CHARS
from forum.rules.words import Choices, note_keys


class SaveDraft(AboutThread, PostForm):
    """Whatever a page with a box holds, finished or not; the rest of it is of a new thread."""

    title = line("What is it about?", asks=None, most_chars=TITLE_MAX_CHARS)
    text = words("What you are writing", asks=None, most_chars=POST_MAX_CHARS)
    place = HiddenField()

    def validate_tags(self, _field: object) -> None:
        """Take them as they are: what to change about them is said when the thread is sent."""

    def place_or_none(self) -> Place | None:
        """What the words are for; None when the form does not say so."""
        return place_named(self.typed("place"))


class DiscardDraft(HouseForm):
    """Where to go once the words are gone: to the place they were for, or to the list."""

    back = HiddenField()


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a page with a box says about its words.

    `restored` are saved words that stand in the box, `newer` those that another page has saved
    since. `preview` is how the words will look.
    """

    place: Place
    sequence: int = 0
    saved_at: datetime | None = None
    restored: DraftView | None = None
    newer: DraftView | None = None
    wrong: str | None = None
    preview: Markup | None = None

    @property
    def is_empty(self) -> bool:
        """True when there are no words yet, and so nothing to say of them."""
        said = (self.sequence, self.saved_at, self.restored, self.newer, self.wrong)
        return not any(said) and self.preview is None


def drafting_from(place: Place, draft: DraftView | None) -> Drafting:
    """What a page says that opens with these saved words, or with none."""
    return Drafting(place, draft.sequence, restored=draft) if draft else Drafting(place)


def refused_words(form: PostForm, place: Place) -> Drafting:
    """What a page says about words that were not saved, and why."""
    wrong = next((str(field.errors[0]) for field in form if field.errors), None)
    return Drafting(place, form.number("sequence"), wrong=wrong)


def unsent_in(form: PostForm, place: Place) -> Unsent:
    """The words of a form, as they are saved; its `once` is what tells its page from others."""
    return Unsent(
        place=place,
        title=form.typed("title") if "title" in form else "",
        text=form.typed("text"),
        choices=form.choices(),
        sequence=form.number("sequence"),
        page=form.once_or_none(),
        about=_about_in(form),
    )


def _about_in(form: PostForm) -> About:
    """What the form says about a new thread; other words have no such fields, or leave them."""
    if not isinstance(form, AboutThread):
        return About()
    told = form.typed("event")
    known = told.isascii() and told.isdigit() and len(told) < 10  # noqa: PLR2004 - fits a key
    return About(form.kind(), form.typed("tags"), int(told) if known else None)


def instead_of(unsent: Unsent, told: str) -> Unsent:
    """The words as the newest, where somebody chose them over those of this sequence."""
    known = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004
    return replace(unsent, sequence=max(unsent.sequence, known))


def first_values(choices: Choices) -> dict[str, Any]:
    """What stands in the fields of a form that opens with these choices."""
    return {
        "speaking_as": choices.speaking_as or "",
        "wants": choices.wants or "",
        "quote_consent": choices.quote_consent,
        "notes": note_keys(choices.notes),
        "anonymous": choices.anonymous,
    }


def first_about(about: About) -> dict[str, Any]:
    """What stands in the fields of a new thread that opens with this."""
    event = "" if about.event_id is None else str(about.event_id)
    return {"conversation": about.kind, "tags": about.tags, "event": event}
