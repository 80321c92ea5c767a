"""Warm words under the posts of the demonstration."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Post, Reaction, Space, Thread
from forum.rules.words import REACTIONS
from front.demonstration.people import Member
from front.demonstration.rows import Row, add_rows, chance

#: The most people who have a warm word for one post.
MOST_WORDS = 3


def add_marks(session: Session, people: Mapping[str, Member]) -> None:
    """Some posts in open spaces get a word from a few; whoever a newcomer can be has given none."""
    choose = chance("marks")
    crowd = [member.id for member in people.values() if not member.offered]
    rows: list[Row] = [
        {"person_id": person_id, "post_id": post_id, "kind": choose.choice(list(REACTIONS))}
        for post_id, author_id in session.execute(_OPEN_POSTS).all()
        for person_id in choose.sample(crowd, choose.randrange(MOST_WORDS + 1))
        if person_id != author_id
    ]
    add_rows(session, Reaction, rows)


_OPEN_POSTS = (
    select(Post.id, Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Space.group_id.is_(None), Post.state == "live")
    .order_by(Post.id)
)
