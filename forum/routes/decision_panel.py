"""The panel of a decision: a fragment of its thread's page, and most of a page of its own."""

from typing import Any

from flask import Response

from core import db
from core.access import allow, person
from core.after_answer import Work, after_answer
from core.html import done, page_or_fragment
from core.refusals import Refusal, found
from forum.actions.decisions import Step
from forum.actions.reading import read_steps
from forum.forms.decisions import ChangeDecision
from forum.policies import may_change_decision
from forum.queries.decisions import (
    DecisionView,
    decision_of,
    live_post_numbered,
    names_to_offer,
    reader_named,
)
from forum.queries.threads import ThreadView, thread_visible_to

PAGE, PANEL = "forum/decision.html", "forum/_decision.html"


def decision_to_change(thread_id: int) -> ThreadView:
    """The thread, for somebody who moves decisions on. Raises: Missing, Forbidden."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    allow(may_change_decision(person()))
    return here


def panel_on_thread(here: ThreadView) -> dict[str, object]:
    """What the page of a thread shows of its decision; nothing when it holds none."""
    if here.kind != "decision":
        return {"decision": None}
    return {
        "decision": decision_of(db.connection(), here),
        "may_change": may_change_decision(person()),
        "change": None,
    }


def decision_page(here: ThreadView) -> Response:
    """The whole page of a decision; what led here has been read."""
    if person().new_notices:
        after_answer(_has_read(person().id, here.id))
    return page_or_fragment(PAGE, PANEL, **_panel(here))


def panel_again(
    here: ThreadView, form: ChangeDecision, status: int, refusal: Refusal | None = None
) -> Response:
    """The panel as it is now, with what was typed, and why nothing was kept."""
    db.rollback()
    here = found(thread_visible_to(db.connection(), person(), here.id))
    told = _panel(here, form)
    sentence = refusal.sentence if refusal else None
    return page_or_fragment(PAGE, PANEL, status=status, **told, form=form, sentence=sentence)


def panel_after(here: ThreadView, say: str) -> Response:
    """The panel after a step was kept."""
    here = found(thread_visible_to(db.connection(), person(), here.id))
    return done(f"/threads/{here.id}/decision", PANEL, say, **_panel(here), changed=True)


def step_from(here: ThreadView, form: ChangeDecision) -> Step | None:
    """The step that the form tells of; None when it names nobody, or no post, that fits."""
    connection, owner, no = db.connection(), form.typed("owner"), form.post_no()
    owner_id = reader_named(connection, here, owner) if owner else None
    if owner and owner_id is None:
        form.owner.errors = ["Nobody of that name can read this thread. Is the name right?"]
    post_id = live_post_numbered(connection, here, no) if no is not None else None
    if no is not None and post_id is None:
        form.post.errors = ["There is no post of that number to read in this thread."]
    if form.errors:
        return None
    return Step(form.typed("stage"), form.typed("told"), owner_id, form.due_on(), post_id)


def _panel(here: ThreadView, form: ChangeDecision | None = None) -> dict[str, Any]:
    decision = decision_of(db.connection(), here)
    may_change = decision is not None and may_change_decision(person())
    return {
        "thread": here,
        "decision": decision,
        "on_its_page": True,
        "may_change": may_change,
        "change": (form or _fresh(decision)) if decision and may_change else None,
        "names": names_to_offer(db.connection(), here) if may_change else (),
    }


def _fresh(decision: DecisionView) -> ChangeDecision:
    due_on = decision.due_on
    return ChangeDecision(
        stage=decision.stage,
        owner=decision.owner_name or "",
        due=due_on.isoformat() if due_on and not decision.waiting.late else "",
    )


def _has_read(person_id: int, thread_id: int) -> Work:
    return lambda session: read_steps(session, person_id, thread_id)
