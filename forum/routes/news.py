"""What is new since somebody was here, over all spaces, and saying that it is news no more."""

from flask import request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.clock import now
from core.html import done, gone_to, page
from core.paging import cursor
from core.refusals import found
from forum.actions.reading import catch_up, move_read_position
from forum.forms.reading import MarkAllRead, MarkThreadRead, told_moment
from forum.queries.news import news_for
from forum.queries.threads import thread_visible_to
from forum.routes import blueprint


@blueprint.get("/new")
@access(Audience.MEMBER)
def news() -> ResponseReturnValue:
    """The threads in which there is something that the person has not read, the latest first."""
    moment = now()
    found_news = news_for(db.connection(), person(), moment, cursor(request.args.get("after")))
    return page("forum/news.html", news=found_news, until=told_moment(moment))


@blueprint.post("/new/read")
@access(Audience.MEMBER)
def mark_all_read() -> ResponseReturnValue:
    """Have nothing that was there when the list was shown count as news."""
    catch_up(db.session(), person().id, MarkAllRead(request.form).moment(now()))
    db.commit()
    return gone_to("/new", "All of it is marked as read.")


@blueprint.post("/threads/<id:thread_id>/read")
@access(Audience.MEMBER)
def mark_thread_read(thread_id: int) -> ResponseReturnValue:
    """Have one thread count as read, up to the post that was its last when the list was shown."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    form = MarkThreadRead(request.form)
    no = form.up_to(here.last_post_no)
    if no:
        move_read_position(db.session(), person().id, here.id, no)
        db.commit()
    told = {"thread": here, "read": True, "covered": bool(form.typed("covered"))}
    return done("/new", "forum/_news_row.html", "Marked as read.", **told)
