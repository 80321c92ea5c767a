"""Words on a page with a box: kept for later, or looked at, before they are sent."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from markupsafe import Markup

from core import db, rate_limits
from core.access import person
from core.html import fragment, gone_to, page, wants_fragment
from core.text import render
from forum.actions import drafts as actions
from forum.forms.drafts import Drafting, SaveDraft, drafting_from, instead_of, unsent_in
from forum.forms.posts import PostForm
from forum.queries.drafts import draft_at
from forum.queries.mentions import people_named_in
from forum.queries.quotes import for_reader
from forum.rules.drafts import DRAFTS, DraftMovedOn, Place, TooManyDrafts, Unsent

SAVED = "Your words are saved. You find them here, and in your account."
PREVIEWED = "This is how it will look. Nothing is posted yet."


@dataclass(frozen=True, slots=True)
class NotSent:
    """What became of words that were not to be sent: the page's status, and what it says."""

    drafting: Drafting
    status: int = 200
    say: str | None = None

    @property
    def kept(self) -> bool:
        """True when they were saved."""
        return self.drafting.saved_at is not None


def drafting_at(place: Place) -> Drafting:
    """What a page with a box for this place opens with."""
    return drafting_from(place, draft_at(db.connection(), person(), place))


def drafting_after(place: Place) -> Drafting:
    """What the empty box says after words were sent: that newer ones are saved, if there are any.

    They do not come up in it: what was chosen about those that were sent is still chosen.
    """
    return Drafting(place, newer=draft_at(db.connection(), person(), place))


def drop_draft(form: PostForm, place: Place) -> None:
    """Let go of the saved words, in the transaction that sends them."""
    actions.drop_draft(db.session(), person().id, unsent_in(form, place))


def set_aside(form: PostForm, place: Place) -> NotSent | None:
    """What became of words that are not to be sent, or can't be; None when they can.

    A page has two more buttons: `later` keeps the words, `preview` shows how they will look.
    """
    unsent = unsent_in(form, place)
    asked = next((name for name in ("later", "preview") if name in request.form), None)
    # What is not finished yet can be kept and looked at; what is too long can't.
    if asked and SaveDraft(request.form).validate():
        if asked == "later" and not unsent.empty:
            return save(instead_of(unsent, request.form["later"]))
        if asked == "preview" and unsent.text:
            return _previewed(unsent)
    if form.validate() and asked is None:
        return None
    return NotSent(Drafting(place, unsent.sequence), 422)


def page_with_box(name: str, not_sent: NotSent, back: str, **shown: Any) -> Response:
    """The page of this name with its words in the box, and what became of them.

    `back` is where the page itself stands, which words that were kept come up on.
    """
    shown["drafting"] = not_sent.drafting
    if wants_fragment():
        part = f"forum/_{name}.html"
        return fragment(part, status=not_sent.status, say=not_sent.say, **shown)
    if not_sent.kept:
        return gone_to(back, not_sent.say)
    return page(f"forum/{name}.html", status=not_sent.status, **shown)


def save(unsent: Unsent) -> NotSent:
    """What a page says about words that were to be saved. Raises: TooMany."""
    rate_limits.count_try(db.session(), DRAFTS, str(person().id))
    try:
        draft = actions.save_draft(db.session(), person().id, unsent)
    except DraftMovedOn:
        db.rollback()
        newer = draft_at(db.connection(), person(), unsent.place)
        return NotSent(Drafting(unsent.place, newer=newer), 409)
    except TooManyDrafts as refusal:
        db.rollback()
        return NotSent(Drafting(unsent.place, unsent.sequence, wrong=refusal.sentence), 409)
    db.commit()
    if draft is None:
        return NotSent(Drafting(unsent.place, unsent.sequence))
    return NotSent(Drafting(unsent.place, draft.sequence, saved_at=draft.saved_at), say=SAVED)


def _previewed(unsent: Unsent) -> NotSent:
    people = people_named_in(db.connection(), unsent.text)
    [html] = for_reader(db.connection(), person(), [render(unsent.text, people=people)])
    preview = Markup(html)  # noqa: S704 - rendered and sanitised by core.text
    return NotSent(Drafting(unsent.place, unsent.sequence, preview=preview), say=PREVIEWED)
