"""What somebody sees of others' posts: content notes and words, chosen by them, for them alone."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import done, fragment, page, wants_fragment
from core.refusals import Refusal
from forum.actions import wishes as actions
from forum.forms.wishes import AddWord, ChooseNotes, NotesForm, RemoveWord, notes_form
from forum.queries.wishes import mute_words_of, note_choices_of
from forum.routes import blueprint


@blueprint.get("/account/reading")
@access(Audience.MEMBER)
def reading() -> ResponseReturnValue:
    """What the person chose about what they read."""
    return page("forum/reading.html", notes=_notes(), **_words())


@blueprint.post("/account/reading/notes")
@access(Audience.MEMBER)
def choose_notes() -> ResponseReturnValue:
    """Choose what happens to posts with each content note."""
    actions.choose_notes(db.session(), person().id, ChooseNotes(request.form).chosen())
    db.commit()
    return _done("_reading_notes", "Your choices are kept.", notes=_notes())


@blueprint.post("/account/reading/words")
@access(Audience.MEMBER)
def mute_word() -> ResponseReturnValue:
    """Have a word covered."""
    form = AddWord(request.form)
    if not form.validate():
        return _again(form, 422)
    try:
        actions.mute_word(db.session(), person().id, form.typed("word"))
    except Refusal as refusal:
        db.rollback()
        form.form_errors.append(refusal.sentence)
        return _again(form, 409)
    db.commit()
    return _done("_mute_words", "That word is covered now.", **_words())


@blueprint.post("/account/reading/words/remove")
@access(Audience.MEMBER)
def unmute_word() -> ResponseReturnValue:
    """Have a word covered no more."""
    actions.unmute_word(db.session(), person().id, RemoveWord(request.form).word())
    db.commit()
    return _done("_mute_words", "That word is not covered any more.", **_words(), removed=True)


def _notes() -> NotesForm:
    return notes_form(note_choices_of(db.connection(), person()))


def _words(adding: AddWord | None = None) -> dict[str, Any]:
    return {"words": mute_words_of(db.connection(), person()), "adding": adding or AddWord()}


def _again(form: AddWord, status: int) -> Response:
    """The words with what was typed, and what is wrong about it."""
    told = _words(form) | {"form": form}
    if wants_fragment():
        return fragment("forum/_mute_words.html", status=status, **told)
    return page("forum/reading.html", status=status, notes=_notes(), **told)


def _done(part: str, say: str, **told: Any) -> Response:
    return done("/account/reading", f"forum/{part}.html", say, **told)
