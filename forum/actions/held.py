"""Hold threads and spaces while something about them is changed: threads first, in order of number.

Whoever holds more than one asks for them here, so that no two people wait for each other for ever.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Post, Space, Thread
from forum.rules.threads import ThreadMerged


def hold_threads(session: Session, *thread_ids: int) -> list[Thread]:
    """These threads, locked, as they are now, in the order in which they were asked for."""
    wanted = select(Thread).where(Thread.id.in_(thread_ids)).order_by(Thread.id).with_for_update()
    held = session.scalars(wanted.execution_options(populate_existing=True))
    by_id = {thread.id: thread for thread in held}
    return [by_id[thread_id] for thread_id in thread_ids]


def hold_whole_thread(session: Session, thread_id: int) -> Thread:
    """A thread, locked, as it is now. Raises: ThreadMerged, when it went into another one."""
    [thread] = hold_threads(session, thread_id)
    if thread.merged_into_id is not None:
        raise ThreadMerged
    return thread


def hold_thread_of(session: Session, post_id: int) -> Thread:
    """The thread that a post is in, locked; it may go to another one while we wait."""
    where = select(Post.thread_id).where(Post.id == post_id)
    thread_id = session.scalars(where).one()
    while True:
        [thread] = hold_threads(session, thread_id)
        thread_id = session.scalars(where).one()
        if thread_id == thread.id:
            return thread


def hold_readership(session: Session, *space_ids: int) -> list[Space]:
    """These spaces, so that who reads them stays as it is; people go on writing meanwhile."""
    wanted = select(Space).where(Space.id.in_(space_ids)).order_by(Space.id)
    held = session.scalars(
        wanted.with_for_update(read=True).execution_options(populate_existing=True)
    )
    by_id = {space.id: space for space in held}
    return [by_id[space_id] for space_id in space_ids]


def hold_space(session: Session, space_id: int) -> Space:
    """A space, locked: nothing is written in it and nothing goes into it meanwhile."""
    wanted = select(Space).where(Space.id == space_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()
