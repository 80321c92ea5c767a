"""What the site has to tell somebody, and what of it they have read."""

from flask import request
from flask.typing import ResponseReturnValue

from accounts.actions import notices as actions
from accounts.queries.notices import notice_visible_to, notices_of
from accounts.routes import blueprint
from core import db
from core.access import Audience, access, person
from core.html import done, gone_to, page
from core.paging import cursor
from core.refusals import found


@blueprint.get("/notices")
@access(Audience.MEMBER)
def notices() -> ResponseReturnValue:
    """The person's own notices, the newest first."""
    told = notices_of(db.connection(), person(), cursor(request.args.get("after")))
    return page("accounts/notices.html", notices=told)


@blueprint.post("/notices/<id:notice_id>/read")
@access(Audience.MEMBER)
def read_notice(notice_id: int) -> ResponseReturnValue:
    """Mark one of one's own notices as read."""
    found(notice_visible_to(db.connection(), person(), notice_id))
    actions.read_notice(db.session(), person().id, notice_id)
    db.commit()
    return done(
        "/notices",
        "accounts/_notice.html",
        "Marked as read.",
        changed=True,
        notice=found(notice_visible_to(db.connection(), person(), notice_id)),
    )


@blueprint.post("/notices/read-all")
@access(Audience.MEMBER)
def read_all_notices() -> ResponseReturnValue:
    """Mark all of one's own notices as read."""
    actions.read_all_notices(db.session(), person().id)
    db.commit()
    return gone_to("/notices", "All of them are marked as read.")
