"""What authors change about a post that stands: edit it, or take it back."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.identity import Identity
from core.text import RENDER_VERSION
from forum.actions.fan_out import tell_changed_mentions
from forum.actions.moderated import POST, moderated, refuse_reader
from forum.actions.shown_pictures import show_pictures
from forum.actions.states import hold_post, put_away, tell_thread
from forum.actions.untelling import hide_name
from forum.actions.writing import Rendered, Written, note_mentions, rendered
from forum.models import Mention, Post, PostRevision
from forum.rules.posts import PostGone
from safety.actions.holds import let_go
from safety.actions.items import item_about

#: What an author may choose anew whenever they edit.
CHOICES = ("anonymous", "speaking_as", "wants", "quote_consent", "notes")


def edit_post(session: Session, author: Identity, post_id: int, written: Written) -> Post:
    """The post as its author wants it from now on; what it said before is kept beside it.

    Raises: PostGone, when it was hidden or taken back meanwhile.
    """
    words = rendered(written)
    refuse_reader(session, author)
    item_about(session, POST, post_id)  # the item is locked first, the post after it
    post = hold_post(session, post_id)
    if post.state == "withdrawn":
        raise PostGone
    named = _named_in(session, post)
    changed = post.markdown != words.markdown
    if changed:
        _put_words(session, post, words)
    if written.anonymous and not post.anonymous:
        hide_name(session, post)
    for name in CHOICES:
        setattr(post, name, getattr(written, name))
    if changed:
        moderated(session, author, post)
    tell_thread(session, post)
    tell_changed_mentions(session, post, named, _named_in(session, post))
    audit.note(session, author.id, "post_edited", "post", post.id)
    session.flush()
    return post


def _named_in(session: Session, post: Post) -> set[int]:
    return set(session.scalars(select(Mention.person_id).where(Mention.post_id == post.id)))


def _put_words(session: Session, post: Post, words: Rendered) -> None:
    if post.edited_at or post.state == "live":
        # What nobody has read it never said.
        session.add(
            PostRevision(
                post_id=post.id,
                revision=post.revision,
                markdown=post.markdown,
                html=post.html,
                until_at=now(),
            )
        )
        post.revision += 1
        post.edited_at = now()
    post.markdown, post.html, post.words = words.markdown, words.html, words.plain
    post.render_version = RENDER_VERSION
    note_mentions(session, post.id, words)
    show_pictures(session, post)


def withdraw_post(session: Session, author: Identity, post_id: int) -> Post:
    """The post's place without its words, which are gone for good, older ones too.

    Raises: PostGone, when there is nothing left to take back.
    """
    let_go(session, POST, post_id)
    post = hold_post(session, post_id)
    if post.state not in {"live", "pending"}:
        raise PostGone
    session.execute(delete(PostRevision).where(PostRevision.post_id == post.id))
    session.execute(delete(Mention).where(Mention.post_id == post.id))
    post.markdown = post.html = post.words = post.notes = ""
    show_pictures(session, post)
    post.wants = post.speaking_as = post.edited_at = None
    put_away(session, post, "withdrawn", None)
    audit.note(session, author.id, "post_withdrawn", "post", post.id)
    session.flush()
    return post
