"""Which pictures a post shows."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from core.db import insert_into
from core.text import pictures_in
from forum.models import Picture, Post, PostPicture, Space, Thread
from forum.queries.visibility import POST_IS_LIVE, THREAD_IS_LISTED
from forum.rules.pictures import with_pictures


def show_pictures(session: Session, post: Post) -> None:
    """Note the pictures in a post's HTML, with words in the place of those it may not show."""
    noted = note_pictures(session, post.id, post.author_id, pictures_in(post.html))
    post.html = with_pictures(post.html, noted)
    session.flush()


def note_pictures(
    session: Session, post_id: int, author_id: int, keys: Collection[str]
) -> set[str]:
    """The keys of the pictures that the post shows from now on; what it showed before is let go.

    Counted are the author's own, and somebody else's that everyone who reads the post may see
    already: a quote does not carry a picture out of a group. Others are passed over.
    """
    wanted = select(Picture.id, Picture.key).where(
        Picture.key.in_(keys),
        or_(Picture.person_id == author_id, _shown_by(post_id), _seen_by_readers_of(post_id)),
    )
    # None of them may be taken out while this post takes it up.
    held = wanted.with_for_update(read=True, key_share=True)
    found = {row.id: row.key for row in session.execute(held)} if keys else {}
    session.execute(
        delete(PostPicture).where(
            PostPicture.post_id == post_id, PostPicture.picture_id.not_in(found)
        )
    )
    if found:
        rows = [{"post_id": post_id, "picture_id": picture_id} for picture_id in found]
        insert = insert_into(session.connection(), PostPicture.__table__).values(rows)
        session.execute(insert.on_conflict_do_nothing())
    return set(found.values())


def _shown_by(post_id: int) -> ColumnElement[bool]:
    return exists().where(PostPicture.picture_id == Picture.id, PostPicture.post_id == post_id)


def _seen_by_readers_of(post_id: int) -> ColumnElement[bool]:
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
