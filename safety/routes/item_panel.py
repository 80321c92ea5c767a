"""The panel of one item: a fragment that is most of its page, before and after a press."""

from typing import Any

from flask import Response

from core import db
from core.access import person
from core.clock import now
from core.html import done, page_or_fragment
from core.refusals import Refusal, found
from safety.actions.items import Seen
from safety.actions.kinds import shown_now
from safety.forms import HideThing, RestrictAuthor, SeenForm
from safety.policies import may_decide_item
from safety.queries.items import ItemView, history_of, item_visible_to, reports_of
from safety.queries.restrictions import restrictions_of
from safety.rules.items import CLAIM_MINUTES, claim_ends_at, decisions_for, is_claimed


def seen_by(item_id: int, form: SeenForm) -> Seen:
    """The item as this moderator's page showed it."""
    return Seen(item_id, form.seen_version(), person().id)


def item_page(item: ItemView) -> Response:
    """The whole page of an item."""
    return page_or_fragment("safety/item.html", "safety/_item.html", **_panel(item))


def panel_after(item_id: int, say: str) -> Response:
    """The answer to a change that was kept: the item as it is now, and what happened in words."""
    item = found(item_visible_to(db.connection(), person(), item_id))
    return done(f"/moderation/{item_id}", "safety/_item.html", say, **_panel(item), changed=True)


def panel_again(
    item_id: int, status: int, form: SeenForm | None = None, refusal: Refusal | None = None
) -> Response:
    """The answer to a change that was not made: the item now, what was typed, and the reason."""
    db.rollback()
    item = found(item_visible_to(db.connection(), person(), item_id))
    return page_or_fragment(
        "safety/item.html", "safety/_item.html", status=status, **_panel(item, form, refusal)
    )


def _panel(
    item: ItemView, form: SeenForm | None = None, refusal: Refusal | None = None
) -> dict[str, Any]:
    connection = db.connection()
    shown = shown_now(connection, item.kind, item.thing_id)
    claimed = is_claimed(item.claimed_at, now())
    return {
        "item": item,
        "shown": shown,
        "reports": reports_of(connection, item),
        "history": history_of(connection, item),
        "restrictions": restrictions_of(connection, item.author_id),
        "may_decide": may_decide_item(person(), item),
        "claimed": claimed,
        "mine": claimed and item.claimed_by_id == person().id,
        "claim_ends_at": claim_ends_at(item.claimed_at) if item.claimed_at else None,
        "claim_minutes": CLAIM_MINUTES,
        "decisions": decisions_for(live=item.live, there=shown is not None),
        "refusal": refusal,
        "wrong": form if form is not None and form.errors else None,
        "hide_form": form if isinstance(form, HideThing) else HideThing(),
        "restrict_form": form if isinstance(form, RestrictAuthor) else RestrictAuthor(),
    }
