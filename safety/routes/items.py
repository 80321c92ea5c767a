"""One item: look at it, claim it, put it back, decide, open it again."""

from collections.abc import Callable

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import db
from core.access import Audience, access, allow, person
from core.refusals import Refusal, found
from safety.actions import decisions as actions
from safety.actions.decisions import Decision
from safety.actions.items import Seen
from safety.forms import DecideItem, HideThing, SeenForm
from safety.policies import may_claim_item, may_decide_item
from safety.queries.items import item_visible_to
from safety.routes import blueprint
from safety.routes.item_panel import item_page, panel_after, panel_again, seen_by
from safety.rules.items import told_reason

SAID = {
    "approved": "Others can see it now. Its author is told.",
    "hidden": "It is hidden. Its author is told why, and not by whom.",
    "no_action": "It stays as it is.",
}


@blueprint.get("/moderation/<id:item_id>")
@access(Audience.MODERATOR)
def review_item(item_id: int) -> ResponseReturnValue:
    """The whole thing, who told us what, what happened so far, and what can be done."""
    return item_page(found(item_visible_to(db.connection(), person(), item_id)))


@blueprint.post("/moderation/<id:item_id>/claim")
@access(Audience.MODERATOR)
def claim_item(item_id: int) -> ResponseReturnValue:
    """Say that one is looking at it."""
    return _moved_by(item_id, actions.claim_item, "You are looking at this. The others can see so.")


@blueprint.post("/moderation/<id:item_id>/release")
@access(Audience.MODERATOR)
def release_item(item_id: int) -> ResponseReturnValue:
    """Put it back for somebody else."""
    return _moved_by(item_id, actions.release_item, "It is back for somebody else to look at.")


@blueprint.post("/moderation/<id:item_id>/reopen")
@access(Audience.MODERATOR)
def reopen_item(item_id: int) -> ResponseReturnValue:
    """Have what was decided wait once more."""
    return _moved_by(item_id, actions.reopen_item, "It waits for a decision again.")


@blueprint.post("/moderation/<id:item_id>/decision")
@access(Audience.MODERATOR)
def decide_item(item_id: int) -> ResponseReturnValue:
    """Show it, hide it with a reason, or leave it as it is."""
    item = found(item_visible_to(db.connection(), person(), item_id))
    allow(may_decide_item(person(), item))
    hides = request.form.get("decision") == "hidden"
    form = HideThing(request.form) if hides else DecideItem(request.form)
    if not form.validate():
        return panel_again(item_id, 422, form)
    try:
        actions.decide_item(db.session(), seen_by(item_id, form), _decided(form))
    except Refusal as refusal:
        return panel_again(item_id, 409, form, refusal)
    db.commit()
    return panel_after(item_id, SAID[form.typed("decision")])


def _decided(form: DecideItem) -> Decision:
    if not isinstance(form, HideThing):
        return Decision(form.typed("decision"))
    return Decision("hidden", told_reason(form.typed("picked")), form.typed("own_words"))


def _moved_by(item_id: int, act: Callable[[Session, Seen], None], say: str) -> Response:
    """The three small steps have the same shape: may they, do it, keep it, answer."""
    item = found(item_visible_to(db.connection(), person(), item_id))
    allow(may_claim_item(person(), item))
    try:
        act(db.session(), seen_by(item_id, SeenForm(request.form)))
    except Refusal as refusal:
        return panel_again(item_id, 409, refusal=refusal)
    db.commit()
    return panel_after(item_id, say)
