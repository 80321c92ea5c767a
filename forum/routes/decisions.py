"""What became of what was raised: one decision, and all of them in "You said, we did"."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import page
from core.paging import cursor
from core.refusals import Refusal, found
from forum.actions import decisions as actions
from forum.forms.decisions import ChangeDecision
from forum.queries import said_and_done as lists
from forum.queries.threads import thread_visible_to
from forum.routes import blueprint
from forum.routes.decision_panel import (
    decision_page,
    decision_to_change,
    panel_after,
    panel_again,
    step_from,
)
from forum.rules.said_and_done import NARROWED_TO, headline, more_of_it, narrowed_to


@blueprint.get("/threads/<id:thread_id>/decision")
@access(Audience.MEMBER)
def decision(thread_id: int) -> ResponseReturnValue:
    """Where a decision stands, whose it is, and what was said on the way."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    if here.merged_into_id is not None:
        return redirect(f"/threads/{here.merged_into_id}/decision", 302)
    return decision_page(here)


@blueprint.post("/threads/<id:thread_id>/decision")
@access(Audience.MEMBER)
def change_decision(thread_id: int) -> ResponseReturnValue:
    """Say where a decision stands now, in words."""
    here = decision_to_change(thread_id)
    form = ChangeDecision(request.form)
    step = step_from(here, form) if form.validate() else None
    if step is None:
        return panel_again(here, form, 422)
    try:
        actions.change_decision(db.session(), person().id, here.id, step, form.seen_version())
    except Refusal as refusal:
        return panel_again(here, form, 409, refusal)
    db.commit()
    return panel_after(here, "It is said, and those who took part are told.")


@blueprint.get("/you-said-we-did")
@access(Audience.MEMBER)
def said_and_done() -> ResponseReturnValue:
    """Everything that was raised and that the person may see, and what became of it."""
    connection, told = db.connection(), request.args
    spaces = lists.spaces_with_decisions(connection, person())
    space_key = told.get("space") if told.get("space") in dict(spaces) else None
    narrowed = lists.Narrowed(space_key, narrowed_to(told.get("step")))
    counted = lists.counted(connection, person(), narrowed)
    return page(
        "forum/said_and_done.html",
        rows=lists.said_and_done(connection, person(), narrowed, cursor(told.get("after"))),
        counted=counted,
        headline=headline(counted),
        more=more_of_it(counted),
        narrowed=narrowed,
        spaces=spaces,
        steps=NARROWED_TO,
    )
