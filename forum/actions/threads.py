"""What those who look after threads do with one: pin, lock, archive, rename and move it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from core import audit
from core.clock import now
from forum.actions.decisions import free_decisions
from forum.actions.held import hold_readership, hold_space, hold_whole_thread
from forum.actions.search import index_thread, index_title
from forum.actions.untelling import retitle_notices, untell_outsiders
from forum.models import Thread, ThreadOrigin
from forum.queries.readers import readers_among
from forum.queries.visibility import THREAD_IS_LISTED
from forum.rules.spaces import SpaceArchived, TooOpen, reads_within, title_stays_within
from forum.rules.threads import MOST_PINNED, EnoughPinned


def pin_thread(session: Session, by_id: int, thread_id: int) -> None:
    """The thread stands above the others of its space. Raises: EnoughPinned, ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.pinned_at is not None:
        return
    # Two who pin the last two of six at one moment wait for each other here.
    hold_space(session, thread.space_id)
    pinned = select(func.count()).where(
        Thread.space_id == thread.space_id, Thread.pinned_at.is_not(None), THREAD_IS_LISTED
    )
    if session.scalars(pinned).one() >= MOST_PINNED:
        raise EnoughPinned
    thread.pinned_at = now()
    _changed(session, by_id, thread, "thread_pinned")


def unpin_thread(session: Session, by_id: int, thread_id: int) -> None:
    """The thread stands among the others again. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.pinned_at is not None:
        thread.pinned_at = None
        _changed(session, by_id, thread, "thread_unpinned")


def lock_thread(session: Session, by_id: int, thread_id: int, because: str) -> None:
    """Nobody writes in the thread any more, and its page says why. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.locked_because == because:
        return
    thread.locked_at, thread.locked_because = thread.locked_at or now(), because
    _changed(session, by_id, thread, "thread_locked")
    tell_author(session, by_id, thread, "Your thread is closed to new posts now.")


def unlock_thread(session: Session, by_id: int, thread_id: int) -> None:
    """People write in the thread again. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.locked_at is not None:
        thread.locked_at = thread.locked_because = None
        _changed(session, by_id, thread, "thread_unlocked")


def archive_thread(session: Session, by_id: int, thread_id: int) -> None:
    """The thread is kept for reading only. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.archived_at is None:
        thread.archived_at = now()
        _changed(session, by_id, thread, "thread_archived")


def unarchive_thread(session: Session, by_id: int, thread_id: int) -> None:
    """The thread is a conversation again. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.archived_at is not None:
        thread.archived_at = None
        _changed(session, by_id, thread, "thread_unarchived")


def rename_thread(session: Session, by_id: int, thread_id: int, title: str) -> None:
    """The thread is called otherwise from now on. Raises: ThreadMerged."""
    thread = hold_whole_thread(session, thread_id)
    if thread.title != title:
        retitle_notices(session, thread.id, thread.title, title)
        thread.title = title
        _changed(session, by_id, thread, "thread_renamed")
        index_title(session, thread.id)


def move_thread(session: Session, by_id: int, thread_id: int, space_id: int) -> None:
    """The thread with all its posts stands in another space, which no more people read.

    Raises: TooOpen, SpaceArchived, ThreadMerged.
    """
    thread = hold_whole_thread(session, thread_id)
    if thread.space_id == space_id:
        return
    source, target = hold_readership(session, thread.space_id, space_id)
    if not (reads_within(target, source) and title_stays_within(target, source)):
        raise TooOpen
    if target.archived_at is not None:
        raise SpaceArchived
    session.add(ThreadOrigin(thread_id=thread.id, how="moved", space_id=source.id, at=now()))
    thread.space_id, thread.pinned_at = target.id, None
    free_decisions(session, Thread.id == thread.id)
    _changed(session, by_id, thread, "thread_moved")
    index_thread(session, thread.id)
    untell_outsiders(session, thread.id)
    tell_author(session, by_id, thread, "Your thread is in another space now.")


def tell_author(session: Session, by_id: int, thread: Thread, words: str) -> None:
    """Tell a thread's author what somebody else did with it, if they can still see it."""
    author = thread.author_id
    if author != by_id and readers_among(session.connection(), thread.space_id, [author]):
        key = f"thread:{thread.id}:{thread.version}"
        give_notice(session, author, key, words, f"/threads/{thread.id}")


def _changed(session: Session, by_id: int, thread: Thread, what: str) -> None:
    thread.version += 1
    audit.note(session, by_id, what, "thread", thread.id)
    session.flush()
