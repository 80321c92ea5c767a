"""Choose how to hear about a thread, or about a space."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.html import done, page_or_fragment
from core.refusals import found
from forum.actions import follows as actions
from forum.forms.follows import ChooseLevel
from forum.queries.follows import Following, following_of_space, following_of_thread
from forum.queries.spaces import SpaceView, space_visible_to
from forum.queries.threads import ThreadView, thread_visible_to
from forum.routes import blueprint
from forum.routes.follow_panel import follow_panel
from forum.rules.follows import SAID


@blueprint.post("/threads/<id:thread_id>/follow")
@access(Audience.MEMBER)
def follow_thread(thread_id: int) -> ResponseReturnValue:
    """Choose how to hear about new replies in a thread."""
    here = _thread(thread_id)
    level = ChooseLevel(request.form).chosen()
    if level is None:
        return _again(following_of_thread(here))
    actions.follow_thread(db.session(), person().id, here.id, level)
    db.commit()
    return _chosen(following_of_thread(_thread(thread_id)), level)


@blueprint.post("/spaces/<slug:key>/follow")
@access(Audience.MEMBER)
def follow_space(key: str) -> ResponseReturnValue:
    """Choose how to hear about new threads in a space."""
    here = _space(key)
    level = ChooseLevel(request.form).chosen()
    if level is None:
        return _again(following_of_space(here))
    actions.follow_space(db.session(), person().id, here.id, level)
    db.commit()
    return _chosen(following_of_space(_space(key)), level)


def _thread(thread_id: int) -> ThreadView:
    return found(thread_visible_to(db.connection(), person(), thread_id))


def _space(key: str) -> SpaceView:
    return found(space_visible_to(db.connection(), person(), key))


def _chosen(follow: Following, level: str) -> Response:
    say = SAID[level].format(what=follow.what)
    return done(follow.page, follow_panel(follow), say)


def _again(follow: Following) -> Response:
    panel = follow_panel(follow)
    return page_or_fragment("forum/follow.html", panel, status=422, follow=follow, panel=panel)
