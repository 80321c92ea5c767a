"""Keep a picture, take it out again, tidy away what nobody used."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.identity import Identity
from core.pictures import SafePicture
from core.text import pictures_in
from forum.actions.held import hold_threads
from forum.actions.live import touch_thread
from forum.actions.writing import hold_author, one_press
from forum.models import Picture, Post, PostPicture
from forum.rules.pictures import with_pictures


def add_picture(
    session: Session, owner: Identity, made: SafePicture, alt: str, once: str | None
) -> Picture:
    """A new picture of this person's; the same file and words with the same `once` give one."""
    once = one_press(owner, "pictures", f"{alt}\n{sha256(made.data).hexdigest()}", once)
    hold_author(session, owner)
    before = once and session.scalar(select(Picture).where(Picture.once == once))
    if before:
        return before
    picture = Picture(
        key=secrets.token_urlsafe(16),
        person_id=owner.id,
        alt=alt,
        media_type=made.media_type,
        width=made.width,
        height=made.height,
        made_at=now(),
        once=once,
        data=made.data,
    )
    session.add(picture)
    session.flush()
    audit.note(session, owner.id, "picture_added", "picture", picture.id)
    session.flush()
    return picture


def delete_picture(session: Session, owner: Identity, picture_id: int) -> None:
    """Take the picture out, of every post as well; one that is gone stays gone."""
    shown_in = select(Post).join(PostPicture).where(PostPicture.picture_id == picture_id)
    places = session.scalars(shown_in.with_only_columns(Post.thread_id).distinct())
    # Threads before pictures and in one order, as everybody does who writes in them.
    for thread_id in sorted(places):
        hold_threads(session, thread_id)
    mine = select(Picture.key).where(Picture.id == picture_id, Picture.person_id == owner.id)
    # No post may take it up from here on.
    key = session.scalar(mine.with_for_update())
    if key is None:
        return
    # Asked again: a post may have taken it up while we waited.
    posts = session.scalars(shown_in.execution_options(populate_existing=True)).all()
    for post in posts:
        post.html = with_pictures(post.html, pictures_in(post.html) - {key})
    session.flush()
    for thread_id in sorted({post.thread_id for post in posts}):
        touch_thread(session, thread_id)
    session.execute(delete(PostPicture).where(PostPicture.picture_id == picture_id))
    session.execute(delete(Picture).where(Picture.id == picture_id))
    audit.note(session, owner.id, "picture_deleted", "picture", picture_id)
    session.flush()


def remove_unused_pictures(session: Session, made_before: datetime, most: int) -> int:
    """Take out pictures that are in no post, `most` of them at a time; the number taken out."""
    old = select(Picture.id).where(Picture.made_at < made_before, _in_no_post()).limit(most)
    # Held first, so that the second look sees every post that has taken one up meanwhile.
    held = session.scalars(old.with_for_update(skip_locked=True)).all()
    gone = delete(Picture).where(Picture.id.in_(held), _in_no_post()).returning(Picture.id)
    return len(session.scalars(gone).all())


def _in_no_post() -> ColumnElement[bool]:
    return ~exists().where(PostPicture.picture_id == Picture.id)
