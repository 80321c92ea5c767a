"""Warm words under the posts of the demonstration, and who follows which thread."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import add_rows
from forum.models import FollowThread, Post, Reaction, Space, Thread
from forum.rules.follows import LEVEL_BY_ITSELF
from forum.rules.words import REACTIONS
from front.demonstration.people import Member
from front.demonstration.rows import Row, chance

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
    add_rows(session, FollowThread, _follows(session))


def _follows(session: Session) -> list[Row]:
    """Everyone follows what they wrote in, as if they had written it here."""
    wrote: dict[tuple[int, int], str] = {}
    posts = select(Post.author_id, Post.thread_id, Post.no).order_by(Post.no)
    for person_id, thread_id, no in session.execute(posts).all():
        wrote.setdefault((person_id, thread_id), "started" if no == 1 else "replied")
    return [
        {"person_id": who, "thread_id": what, "level": LEVEL_BY_ITSELF, "reason": reason}
        for (who, what), reason in wrote.items()
    ]


_OPEN_POSTS = (
    select(Post.id, Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Space.group_id.is_(None), Post.state == "live")
    .order_by(Post.id)
)
