"""Keep posts to come back to, and find them again. Only whoever saved them knows."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import done, page
from core.paging import cursor
from core.refusals import Missing, found
from forum.actions import marks as actions
from forum.queries.saved import saved_by, saving_of
from forum.routes import blueprint


@blueprint.get("/saved")
@access(Audience.MEMBER)
def saved_posts() -> ResponseReturnValue:
    """The posts that the person keeps, the last saved first."""
    saved = saved_by(db.connection(), person(), cursor(request.args.get("after")))
    return page("forum/saved.html", saved=saved)


@blueprint.post("/posts/<id:post_id>/save")
@access(Audience.MEMBER)
def save_post(post_id: int) -> ResponseReturnValue:
    """Keep a post."""
    if found(saving_of(db.connection(), person(), post_id)).no is None:
        raise Missing
    actions.save_post(db.session(), person().id, post_id)
    db.commit()
    return _kept(post_id, f"/posts/{post_id}/options", "Saved. Only you can see that.")


@blueprint.post("/posts/<id:post_id>/unsave")
@access(Audience.MEMBER)
def unsave_post(post_id: int) -> ResponseReturnValue:
    """Do not keep a post any more, be it open to the person or not."""
    before = found(saving_of(db.connection(), person(), post_id))
    actions.unsave_post(db.session(), person().id, post_id)
    db.commit()
    say = "It is not among your saved posts any more."
    if before.no is None:
        # Nothing can be told of a post that is not open: the answer is what was known before.
        return done("/saved", "forum/_saving.html", say, saving=before, gone=True, changed=True)
    return _kept(post_id, "/saved", say)


def _kept(post_id: int, url: str, say: str) -> Response:
    now_so = found(saving_of(db.connection(), person(), post_id))
    return done(url, "forum/_saving.html", say, saving=now_so, changed=True)
