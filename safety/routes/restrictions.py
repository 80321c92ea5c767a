"""Ask somebody, from the page of an item, that their posts wait for a while; and end it."""

from flask import request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, allow, person
from core.refusals import Refusal, found
from safety.actions import restrictions as actions
from safety.forms import RestrictAuthor, SeenForm
from safety.policies import may_restrict_author
from safety.queries.items import item_visible_to
from safety.routes import blueprint
from safety.routes.item_panel import panel_after, panel_again, seen_by


@blueprint.post("/moderation/<id:item_id>/restriction")
@access(Audience.MODERATOR)
def restrict_author(item_id: int) -> ResponseReturnValue:
    """From now on a moderator reads what this person writes before others do."""
    item = found(item_visible_to(db.connection(), person(), item_id))
    allow(may_restrict_author(person(), item))
    form = RestrictAuthor(request.form)
    if not form.validate():
        return panel_again(item_id, 422, form)
    days, why = int(form.typed("days")), form.typed("told_why")
    try:
        actions.restrict_author(db.session(), seen_by(item_id, form), days, why)
    except Refusal as refusal:
        return panel_again(item_id, 409, form, refusal)
    db.commit()
    return panel_after(item_id, f"For {days} days this person's posts wait. They are told why.")


@blueprint.post("/moderation/<id:item_id>/restriction/end")
@access(Audience.MODERATOR)
def end_restriction(item_id: int) -> ResponseReturnValue:
    """This person's posts no longer wait because somebody asked it of them."""
    item = found(item_visible_to(db.connection(), person(), item_id))
    allow(may_restrict_author(person(), item))
    try:
        actions.end_authors_wait(db.session(), seen_by(item_id, SeenForm(request.form)))
    except Refusal as refusal:
        return panel_again(item_id, 409, refusal=refusal)
    db.commit()
    return panel_after(item_id, "This person's posts no longer wait. They are told.")
