"""One post: its place, what can be done with it, and what it said before."""

from dataclasses import replace
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core import db
from core.access import Audience, access, allow, person
from core.html import gone_to, page
from core.refusals import found
from core.text import excerpt, plain, quote
from forum.actions import states
from forum.cards import author
from forum.forms.composer import Composer, fresh
from forum.forms.posts import NotePost
from forum.policies import may_change_post, may_note_post, may_write_reply
from forum.queries.one_post import PostView, post_visible_to, revisions_of
from forum.queries.quotes import for_reader
from forum.queries.saved import saving_of
from forum.queries.wishes import wishes_of
from forum.routes import blueprint
from forum.routes.drafting import drafting_at
from forum.rules.drafts import Place
from forum.rules.posts import QUOTE_CHARS
from forum.rules.telling import comparable
from forum.rules.threads import why_not_writable
from forum.rules.wishes import cover_of_post


def visible_post(post_id: int) -> PostView:
    """The post of an address. Raises: Missing, when this person may not see it."""
    return found(post_visible_to(db.connection(), person(), post_id))


def shown(post: PostView, *before: str) -> dict[str, Any]:
    """The words of a post as this person may see them, who wrote them, and what stands before.

    `before` is what it said earlier, where that is shown as well.
    """
    wishes, row = wishes_of(db.connection(), person()), post.row
    html, *earlier = for_reader(db.connection(), person(), [row.html, *before], wishes)
    words = comparable(*map(plain, (html, *earlier))) if wishes.words else ""
    yours = row.author_id == person().id
    return {
        "author": Markup(author(row)),  # noqa: S704 - escaped by cards
        "html": Markup(html),  # noqa: S704 - rendered and sanitised by core.text
        "earlier": earlier,
        "cover": None if yours else cover_of_post(wishes, row.notes, row.named_author_id, words),
    }


@blueprint.get("/posts/<id:post_id>")
@access(Audience.MEMBER)
def post(post_id: int) -> ResponseReturnValue:
    """The way to a post's place, wherever it stands by now."""
    return redirect(visible_post(post_id).place, 302)


@blueprint.get("/posts/<id:post_id>/options")
@access(Audience.MEMBER)
def post_options(post_id: int) -> ResponseReturnValue:
    """Everything that this person can do with a post."""
    here = visible_post(post_id)
    return page(
        "forum/post_options.html",
        post=here,
        **shown(here),
        yours=may_change_post(person(), here),
        may_note=may_note_post(person(), here),
        open=why_not_writable(here.closing) is None and here.row.state == "live",
        saving=saving_of(db.connection(), person(), post_id),
    )


@blueprint.post("/posts/<id:post_id>/notes")
@access(Audience.MEMBER)
def note_post(post_id: int) -> ResponseReturnValue:
    """Put content notes on a post, for readers to choose by."""
    here = visible_post(post_id)
    allow(may_note_post(person(), here))
    states.note_post(db.session(), person().id, post_id, NotePost(request.form).column())
    db.commit()
    return gone_to(f"/posts/{post_id}/options", "The notes are on the post.")


@blueprint.get("/posts/<id:post_id>/reply")
@access(Audience.MEMBER)
def new_reply(post_id: int) -> ResponseReturnValue:
    """A box to answer one post in, with its words in it if that was asked for."""
    here = visible_post(post_id)
    allow(may_write_reply(person(), here))
    return page(
        "forum/new_reply.html",
        post=here,
        **shown(here),
        thread_id=here.row.thread_id,
        why_not=why_not_writable(here.closing),
        composer=_box(here),
    )


def _box(here: PostView) -> Composer:
    """The box for an answer, with what was saved for it, and with the quote that was asked for."""
    box = fresh(0, drafting_at(Place("answer", here.row.id)))
    words = box.text
    if request.args.get("quote"):
        quoted = quote(here.row.id, excerpt(here.words, QUOTE_CHARS))
        if quoted.rstrip() not in words:
            words = f"{words}\n\n{quoted}" if words else quoted
    return replace(box, text=words, reply_to=here.row.id, reply_to_no=here.row.no)


@blueprint.get("/posts/<id:post_id>/history")
@access(Audience.MEMBER)
def post_history(post_id: int) -> ResponseReturnValue:
    """What a post said before it was edited."""
    here = visible_post(post_id)
    revisions = revisions_of(db.connection(), here)
    return page(
        "forum/post_history.html",
        post=here,
        until=[one.until_at for one in revisions],
        **shown(here, *(one.html for one in revisions)),
    )
