"""Answer a post with one warm word."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core import db
from core.access import Audience, access, allow, person
from core.html import done, page_or_fragment
from forum.actions import marks as actions
from forum.cards import reactions_form
from forum.forms.marks import Reacting, ReactToPost
from forum.policies import may_react_to_post
from forum.queries.marks import reactions_by
from forum.queries.one_post import PostView
from forum.routes import blueprint
from forum.routes.posts import visible_post
from forum.rules.words import REACTIONS


@blueprint.post("/posts/<id:post_id>/reactions")
@access(Audience.MEMBER)
def react_to_post(post_id: int) -> ResponseReturnValue:
    """Give somebody a warm word for what they wrote, or take it back."""
    post = visible_post(post_id)
    allow(may_react_to_post(person(), post))
    pressed = ReactToPost(request.form).pressed()
    if pressed is None:
        return _again(post)
    act = actions.react_to_post if pressed.given else actions.take_back_reaction
    act(db.session(), person().id, post_id, pressed.kind)
    db.commit()
    return done(post.place, _buttons(post), _told(pressed, post))


def _buttons(post: PostView) -> Markup:
    chosen = reactions_by(db.connection(), person(), post.row.id)
    return Markup(reactions_form(post.row.id, post.row.no, chosen))  # noqa: S704 - our own words


def _told(pressed: Reacting, post: PostView) -> str:
    words = REACTIONS[pressed.kind]
    if pressed.given:
        return f"You said “{words}” for post {post.row.no}."
    return f"You took back “{words}” for post {post.row.no}."


def _again(post: PostView) -> Response:
    """The three words to choose from, when a form came without one."""
    return page_or_fragment(
        "forum/reactions.html", _buttons(post), status=422, post=post, buttons=_buttons(post)
    )
