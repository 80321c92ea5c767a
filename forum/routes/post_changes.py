"""Edit one's own post, or take it back."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import gone_to, page
from forum.actions import changes
from forum.forms.drafts import Drafting, first_values
from forum.forms.once import new_once
from forum.forms.posts import EditPost
from forum.policies import may_change_post
from forum.queries.mentions import people_named_in
from forum.queries.one_post import PostView
from forum.routes import blueprint
from forum.routes.drafting import NotSent, drafting_at, drop_draft, page_with_box, set_aside
from forum.routes.posts import visible_post
from forum.routes.written import written
from forum.rules.drafts import Place
from forum.rules.posts import EDITS
from forum.rules.words import Choices


@blueprint.get("/posts/<id:post_id>/edit")
@access(Audience.MEMBER)
def editing(post_id: int) -> ResponseReturnValue:
    """The post's words and choices, to be changed."""
    here = visible_post(post_id)
    allow(may_change_post(person(), here))
    drafting = drafting_at(Place("post", post_id))
    return _edit_page(here, _begun(here, drafting), NotSent(drafting))


@blueprint.post("/posts/<id:post_id>/edit")
@access(Audience.MEMBER)
def edit_post(post_id: int) -> ResponseReturnValue:
    """Have the post say what its author wants it to say."""
    here = visible_post(post_id)
    allow(may_change_post(person(), here))
    form = EditPost(request.form)
    place = Place("post", post_id)
    if not_sent := set_aside(form, place):
        return _edit_page(here, form, not_sent)
    people = people_named_in(db.connection(), form.typed("text"), post_id)
    changes.edit_post(db.session(), person(), post_id, written(form, people))
    drop_draft(form, place)
    rate_limits.count_try(db.session(), EDITS, str(person().id))
    db.commit()
    return gone_to(visible_post(post_id).place, "Your post is changed.")


@blueprint.get("/posts/<id:post_id>/withdrawal")
@access(Audience.MEMBER)
def withdrawal(post_id: int) -> ResponseReturnValue:
    """What taking a post back means, and the button."""
    here = visible_post(post_id)
    allow(may_change_post(person(), here))
    return page("forum/withdrawal.html", post=here)


@blueprint.post("/posts/<id:post_id>/withdrawal")
@access(Audience.MEMBER)
def withdraw_post(post_id: int) -> ResponseReturnValue:
    """Take the words away for good; the post's place stays."""
    here = visible_post(post_id)
    allow(may_change_post(person(), here))
    changes.withdraw_post(db.session(), person(), post_id)
    db.commit()
    return gone_to(f"/threads/{here.row.thread_id}", "Your words are gone. Nobody can read them.")


def _begun(here: PostView, drafting: Drafting) -> EditPost:
    """The post as it is, or as its author has begun to change it."""
    row, saved = here.row, drafting.restored
    text, choices = (
        here.markdown,
        Choices(row.speaking_as, row.wants, here.quote_consent, row.notes, row.anonymous),
    )
    if saved is not None:
        text, choices = saved.text, saved.choices
    return EditPost(once=new_once(), text=text, **first_values(choices))


def _edit_page(here: PostView, form: EditPost, not_sent: NotSent) -> Response:
    back = f"/posts/{here.row.id}/edit"
    return page_with_box("edit_post", not_sent, back, post=here, form=form)
