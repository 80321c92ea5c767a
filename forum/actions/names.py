"""When somebody takes a new name: every page on which it stands is made anew."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forum.models import Mention, Post, Thread


def renew_names(session: Session, person_id: int) -> None:
    """Have the person's present name on all that they wrote and wherever they are named."""
    wrote = select(Post.thread_id).where(Post.author_id == person_id)
    named = (
        select(Post.thread_id)
        .join(Mention, Mention.post_id == Post.id)
        .where(Mention.person_id == person_id)
    )
    session.execute(
        update(Thread)
        .where(Thread.id.in_(wrote.union(named)))
        .values(version=Thread.version + 1)
        .execution_options(synchronize_session=False)
    )
