"""Who has done this, and what one has done oneself."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import done, gone_to, page
from core.paging import cursor
from core.refusals import Refusal
from core.text import clean_line
from programme import actions
from programme.forms import AddEntry
from programme.queries import Asked, entries_for, interests_for, own_entries
from programme.routes import blueprint
from programme.rules import CHALLENGE_NAMES, INTEREST_MAX_CHARS, challenge_number


@blueprint.get("/people")
@access(Audience.MEMBER)
def people() -> ResponseReturnValue:
    """Who has done something about a challenge or an interest, and would talk about it."""
    asked = Asked(
        challenge_number(request.args.get("challenge")),
        clean_line(request.args.get("interest", "")[:INTEREST_MAX_CHARS]),
    )
    entries = entries_for(db.connection(), person(), asked, cursor(request.args.get("after")))
    return page(
        "programme/people.html",
        asked=asked,
        entries=entries,
        interests=interests_for(db.connection(), person()),
        challenges=CHALLENGE_NAMES,
    )


@blueprint.get("/account/directory")
@access(Audience.MEMBER)
def directory() -> ResponseReturnValue:
    """What the person has listed, and a form to add to it."""
    return _own_page(AddEntry())


@blueprint.post("/account/directory")
@access(Audience.MEMBER)
def add_entry() -> ResponseReturnValue:
    """List something that one has done."""
    form = AddEntry(request.form)
    if not form.validate():
        return _own_page(form, status=422)
    typed = (form.challenge_no(), form.typed("interest"), form.typed("done"))
    try:
        actions.add_entry(db.session(), person().id, *typed)
    except Refusal as refusal:
        db.rollback()
        form.form_errors.append(refusal.sentence)
        return _own_page(form, status=409)
    db.commit()
    return gone_to("/account/directory", "It is in the list now. Thank you.")


@blueprint.post("/account/directory/<id:entry_id>/remove")
@access(Audience.MEMBER)
def remove_entry(entry_id: int) -> ResponseReturnValue:
    """Take something out that one has listed; whose number it is, is not told."""
    actions.remove_entry(db.session(), person().id, entry_id)
    db.commit()
    return done(
        "/account/directory",
        "programme/_own_entries.html",
        "It is not in the list any more.",
        entries=own_entries(db.connection(), person()),
        challenges=CHALLENGE_NAMES,
        changed=True,
    )


def _own_page(form: AddEntry, status: int = 200) -> Response:
    return page(
        "programme/directory.html",
        status=status,
        form=form,
        entries=own_entries(db.connection(), person()),
        challenges=CHALLENGE_NAMES,
    )
