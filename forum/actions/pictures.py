"""Keep a picture, put it into posts, take it out again."""

import secrets
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.db import insert_into
from core.identity import Identity
from core.pictures import SafePicture
from forum.actions.writing import hold_author, one_press
from forum.models import Picture, Post, PostPicture, Space, Thread
from forum.queries.visibility import POST_IS_LIVE, THREAD_IS_LISTED


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
    mine = select(Picture.id).where(Picture.id == picture_id, Picture.person_id == owner.id)
    # No post may take it up from here on.
    if session.scalar(mine.with_for_update()) is None:
        return
    session.execute(delete(PostPicture).where(PostPicture.picture_id == picture_id))
    session.execute(delete(Picture).where(Picture.id == picture_id))
    audit.note(session, owner.id, "picture_deleted", "picture", picture_id)
    session.flush()


def note_pictures(session: Session, post_id: int, author_id: int, keys: Collection[str]) -> None:
    """Say which pictures a post shows: what it showed before and does not show now is let go.

    Counted are the author's own, and somebody else's that everyone who reads the post may see
    already: a quote does not carry a picture out of a group. Others are passed over.
    """
    wanted = select(Picture.id).where(
        Picture.key.in_(keys),
        or_(Picture.person_id == author_id, _shown_by(post_id), _seen_by_readers_of(post_id)),
    )
    # None of them may be taken out while this post takes it up.
    found = session.scalars(wanted.with_for_update(read=True, key_share=True)).all() if keys else []
    session.execute(
        delete(PostPicture).where(
            PostPicture.post_id == post_id, PostPicture.picture_id.not_in(found)
        )
    )
    if found:
        rows = [{"post_id": post_id, "picture_id": picture_id} for picture_id in found]
        insert = insert_into(session.connection(), PostPicture.__table__).values(rows)
        session.execute(insert.on_conflict_do_nothing())


def _shown_by(post_id: int) -> Any:
    return exists().where(PostPicture.picture_id == Picture.id, PostPicture.post_id == post_id)


def _seen_by_readers_of(post_id: int) -> Any:
    this_space = (
        select(Thread.space_id)
        .join(Post, Post.thread_id == Thread.id)
        .where(Post.id == post_id)
        .scalar_subquery()
    )
    open_to_all = and_(Space.group_id.is_(None), Space.readers == "everyone")
    return exists(
        select(PostPicture.post_id)
        .join(Post, Post.id == PostPicture.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(
            PostPicture.picture_id == Picture.id,
            POST_IS_LIVE,
            THREAD_IS_LISTED,
            or_(Space.id == this_space, open_to_all),
        )
        .correlate(Picture)
    )


def remove_unused_pictures(session: Session, made_before: datetime, most: int) -> int:
    """Take out pictures that are in no post, `most` of them at a time; the number taken out."""
    old = select(Picture.id).where(Picture.made_at < made_before, _in_no_post()).limit(most)
    # Held first, so that the second look sees every post that has taken one up meanwhile.
    held = session.scalars(old.with_for_update(skip_locked=True)).all()
    gone = delete(Picture).where(Picture.id.in_(held), _in_no_post()).returning(Picture.id)
    return len(session.scalars(gone).all())


def _in_no_post() -> Any:
    return ~exists().where(PostPicture.picture_id == Picture.id)
