"""Take back what told people of a post or a thread, or put right the words in which it did.

Source: docs/decisions/0015-who-is-told.md
"""

from sqlalchemy import ColumnElement, String, cast, delete, exists, literal, not_, or_, select
from sqlalchemy.orm import Session

from accounts.actions.notices import reword_notices, take_back_notices, take_back_where
from accounts.models import Notice
from core import mail
from core.clock import now
from forum.actions.fan_out import owe
from forum.actions.owed import SITE
from forum.emails import post_told_key
from forum.models import DecisionStep, FanOut, MovedPost, Post, Space, Thread, ToldByMail
from forum.queries.visibility import space_is_visible_to
from forum.rules.telling import (
    address_of_post,
    key_in_person,
    key_of_thread,
    retitled,
    under_name,
)
from forum.rules.words import ANONYMOUS_NAME

#: People of one statement, well below what an engine binds at once.
PEOPLE_A_STATEMENT = 500


def untell(session: Session, post: Post) -> None:
    """Nobody is told of this post any more; who knows of no later one is told of the next."""
    session.execute(delete(FanOut).where(FanOut.post_id == post.id))
    take_back_notices(session, key_in_person(post.id))
    if post.no is None:
        return
    _unqueue_mails(session, post.id, post.thread_id, post.no)
    once_in = select(MovedPost.thread_id).where(MovedPost.post_id == post.id)
    keys = [key_of_thread(each) for each in {post.thread_id, *session.scalars(once_in)}]
    of_it = Notice.url == address_of_post(post.id)
    if take_back_where(session, Notice.key.in_(sorted(keys)), of_it):
        _owe_next(session, post.thread_id, post.no)


def untell_outsiders(session: Session, thread_id: int) -> None:
    """Whoever can't see a thread where it stands now is told nothing of it any more."""
    space_id = session.scalars(select(Thread.space_id).where(Thread.id == thread_id)).one()
    sees = exists().where(Space.id == space_id, space_is_visible_to(Notice.person_id.expression))
    take_back_where(session, _about(thread_id), not_(sees))


def untell_outsiders_of_space(session: Session, space_id: int) -> None:
    """Whoever can't see a space any more is told nothing more of what is in it."""
    sees = exists().where(Space.id == space_id, space_is_visible_to(Notice.person_id.expression))
    inside = select(Thread.id).where(Thread.space_id == space_id)
    here = or_(Thread.space_id == space_id, Thread.merged_into_id.in_(inside))
    about = or_(
        Notice.key.in_(select(literal("thread:") + cast(Thread.id, String)).where(here)),
        _keys_in_person(Post.thread_id.in_(inside)),
        _keys_of_steps(DecisionStep.thread_id.in_(inside)),
    )
    take_back_where(session, about, not_(sees))


def untell_outsiders_of_group(session: Session, group_id: int) -> None:
    """Whoever is not in a group any more is told nothing more of what is in its spaces."""
    for space_id in session.scalars(select(Space.id).where(Space.group_id == group_id)).all():
        untell_outsiders_of_space(session, space_id)


def retitle_notices(session: Session, thread_id: int, before: str, after: str) -> None:
    """Whoever was told of a thread is told of it under the title that it has now."""
    reword_notices(session, _about(thread_id), lambda words: retitled(words, before, after))


def hide_name(session: Session, post: Post) -> None:
    """Whoever was told of this post in person is told of it without its author's name."""
    key = Notice.key == key_in_person(post.id)
    reword_notices(session, key, lambda words: under_name(words, ANONYMOUS_NAME))


def rename_in_notices(session: Session, person_id: int, name: str) -> None:
    """Whoever was told that this person named or answered them is told so under the new name."""
    theirs = _keys_in_person(Post.author_id == person_id, not_(Post.anonymous))
    reword_notices(session, theirs, lambda words: under_name(words, name))


def _about(thread_id: int) -> ColumnElement[bool]:
    """Notices of a thread, of those that went into it, of each post and step in it."""
    merged = select(literal("thread:") + cast(Thread.id, String)).where(
        Thread.merged_into_id == thread_id
    )
    return or_(
        Notice.key == key_of_thread(thread_id),
        Notice.key.in_(merged),
        _keys_of_steps(DecisionStep.thread_id == thread_id),
        _keys_in_person(Post.thread_id == thread_id),
    )


def _keys_of_steps(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return Notice.key.in_(select(literal("step:") + cast(DecisionStep.id, String)).where(which))


def _keys_in_person(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return Notice.key.in_(select(literal("post:") + cast(Post.id, String)).where(*which))


def _unqueue_mails(session: Session, post_id: int, thread_id: int, no: int) -> None:
    """Mails that have not left never will, and so don't stand in the way of later ones."""
    here = (ToldByMail.thread_id == thread_id, ToldByMail.post_no == no)
    key_of = {
        post_told_key(post_id, person_id): person_id
        for person_id in session.scalars(select(ToldByMail.person_id).where(*here))
    }
    unsent = sorted(key_of[key] for key in mail.unqueue(session, list(key_of)))
    for begin in range(0, len(unsent), PEOPLE_A_STATEMENT):
        these = ToldByMail.person_id.in_(unsent[begin : begin + PEOPLE_A_STATEMENT])
        session.execute(delete(ToldByMail).where(*here, these))


def _owe_next(session: Session, thread_id: int, after_no: int) -> None:
    following = (
        select(Post.id)
        .where(Post.thread_id == thread_id, Post.no > after_no, Post.state == "live")
        .order_by(Post.no)
        .limit(1)
    )
    next_id = session.scalar(following)
    if next_id is not None:
        owe(session, next_id, SITE, now())
