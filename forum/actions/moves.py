"""Let posts go from one thread to another: merge two threads, or split one."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from core import audit
from core.clock import now
from core.db import insert_into
from forum.actions.decisions import take_in_decision
from forum.actions.drafts import move_drafts
from forum.actions.held import hold_readership, hold_threads, hold_whole_thread
from forum.actions.search import index_thread
from forum.actions.threads import tell_author
from forum.actions.untelling import untell_outsiders
from forum.models import FollowThread, MovedPost, Post, ReadPosition, Thread, ThreadOrigin
from forum.queries.readers import readers_among
from forum.rules.moves import (
    FirstUnreadable,
    HoldsDecision,
    KeptForReading,
    PostsGone,
    SameThread,
    ThreadIsEmpty,
    why_not_split,
)
from forum.rules.spaces import TooOpen, reads_within
from forum.rules.threads import ThreadMerged


def merge_threads(session: Session, by_id: int, thread_id: int, into_id: int) -> int:
    """Every post of a thread gets the next numbers in another one, which no more people read.

    The caller gets the first of the numbers. Doing the same twice is doing it once.
    Raises: SameThread, ThreadMerged, HoldsDecision, ThreadIsEmpty, KeptForReading, TooOpen.
    """
    if thread_id == into_id:
        raise SameThread
    source, target = hold_threads(session, thread_id, into_id)
    if source.merged_into_id == target.id:
        return _first_taken_in(session, source.id, target.id)
    _refuse_merge(session, source, target)
    first = target.last_post_no + 1
    _hand_over(session, source, target, Post.no.is_not(None))
    waiting = update(Post).where(Post.thread_id == source.id, Post.no.is_(None))
    session.execute(waiting.values(thread_id=target.id))
    _carry_reading_on(session, source.id, target.id, first)
    _carry_followers_on(session, source.id, target.id)
    move_drafts(session, source.id, target.id)
    take_in_decision(session, by_id, source, target)
    source.merged_into_id, source.pinned_at = target.id, None
    _note_origin(session, target, "merged", source.id, (first, target.last_post_no))
    _both_changed(session, source, target)
    audit.note(session, by_id, "threads_merged", "thread", source.id)
    session.flush()
    untell_outsiders(session, target.id)
    if source.author_id in readers_among(session.connection(), target.space_id, [source.author_id]):
        tell_author(session, by_id, source, "Your thread is part of another thread now.")
    return first


def split_thread(
    session: Session, by_id: int, thread_id: int, numbers: Sequence[int], title: str
) -> Thread:
    """A new thread in the same space, made of these posts of another one, in their order.

    Raises: FirstStays, TooManyPosts, PostsGone, FirstUnreadable, ThreadMerged.
    """
    refusal = why_not_split(numbers)
    if refusal:
        raise refusal
    source = hold_whole_thread(session, thread_id)
    chosen = Post.no.in_(set(numbers))
    there = select(Post).where(Post.thread_id == source.id, chosen).order_by(Post.no)
    posts = session.scalars(there.execution_options(populate_existing=True)).all()
    if not posts or len(posts) < len(set(numbers)):
        raise PostsGone
    target = _new_thread(session, source, posts[0], title)
    _hand_over(session, source, target, chosen)
    _begin_reading(session, source.id, target.id)
    _carry_followers_on(session, source.id, target.id)
    _note_origin(session, target, "split", source.id, (1, target.last_post_no))
    _both_changed(session, source, target)
    _hide_if_nothing_is_left(session, source)
    audit.note(session, by_id, "thread_split", "thread", target.id)
    session.flush()
    return target


def _refuse_merge(session: Session, source: Thread, target: Thread) -> None:
    if source.merged_into_id is not None or target.merged_into_id is not None:
        raise ThreadMerged
    if source.last_post_no == 0 or target.last_post_no == 0:
        raise ThreadIsEmpty
    if source.kind == "decision" and target.kind != "decision":
        raise HoldsDecision
    leaves, enters = hold_readership(session, source.space_id, target.space_id)
    if target.archived_at is not None or enters.archived_at is not None:
        raise KeptForReading
    if not reads_within(enters, leaves):
        raise TooOpen


def _new_thread(session: Session, source: Thread, first: Post, title: str) -> Thread:
    if first.state != "live":
        raise FirstUnreadable
    thread = Thread(
        space_id=source.space_id,
        title=title,
        author_id=first.author_id,
        anonymous=first.anonymous,
        notes=first.notes,
        started_at=first.posted_at,
        last_post_no=0,
        last_posted_at=first.posted_at,
    )
    session.add(thread)
    session.flush()
    return thread


def _hand_over(
    session: Session, source: Thread, target: Thread, which: ColumnElement[bool]
) -> None:
    """Give posts of one thread the next numbers of another, and remember the old ones."""
    mine = (Post.thread_id == source.id, which)
    old = select(Post.thread_id, Post.no, Post.id).where(*mine)
    session.execute(insert(MovedPost).from_select(["thread_id", "no", "post_id"], old))
    place = func.row_number().over(order_by=Post.no).label("place")
    going = select(Post.id, place).where(*mine).subquery()
    moved = session.execute(
        update(Post)
        .where(Post.id == going.c.id)
        .values(thread_id=target.id, no=target.last_post_no + going.c.place)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    count: int = moved.rowcount  # type: ignore[attr-defined]
    target.last_post_no += count
    source.moved_away += count


def _first_taken_in(session: Session, source_id: int, target_id: int) -> int:
    """The number at which a thread begins inside the one that it went into."""
    wanted = select(ThreadOrigin.first_no).where(
        ThreadOrigin.thread_id == target_id, ThreadOrigin.other_id == source_id
    )
    return session.scalars(wanted.order_by(ThreadOrigin.id.desc())).first() or 1


_before = aliased(ReadPosition)


def _read_further(source_id: int, target_id: int, first: int) -> Select[tuple[int, int | None]]:
    """How far in the new thread each reader of the old one has read, as far as that can be told."""
    last_read = (
        select(Post.no)
        .join(MovedPost, MovedPost.post_id == Post.id)
        .where(
            MovedPost.thread_id == source_id,
            MovedPost.no <= _before.no,
            Post.thread_id == target_id,
            Post.no >= first,
        )
        .order_by(MovedPost.no.desc())
        .limit(1)
        .correlate(_before)
        .scalar_subquery()
    )
    return select(_before.person_id, last_read.label("no")).where(_before.thread_id == source_id)


def _carry_reading_on(session: Session, source_id: int, target_id: int, first: int) -> None:
    """Whoever had read all of the target has read as much of what came in; nobody else has."""
    further = _read_further(source_id, target_id, first).subquery()
    session.execute(
        update(ReadPosition)
        .where(
            ReadPosition.thread_id == target_id,
            ReadPosition.person_id == further.c.person_id,
            ReadPosition.no >= first - 1,
            ReadPosition.no < further.c.no,
        )
        .values(no=further.c.no)
        .execution_options(synchronize_session=False)
    )


def _begin_reading(session: Session, source_id: int, target_id: int) -> None:
    """Whoever read posts where they were has read them where they are."""
    further = _read_further(source_id, target_id, 1).subquery()
    rows = select(further.c.person_id, literal(target_id), further.c.no)
    begin = insert(ReadPosition).from_select(
        ["person_id", "thread_id", "no"], rows.where(further.c.no.is_not(None))
    )
    session.execute(begin)


def _carry_followers_on(session: Session, source_id: int, target_id: int) -> None:
    """Whoever follows a thread follows where its posts went; what they chose there stays."""
    columns = (FollowThread.person_id, literal(target_id), FollowThread.level, FollowThread.reason)
    add = insert_into(session.connection(), FollowThread.__table__).from_select(
        ["person_id", "thread_id", "level", "reason"],
        select(*columns).where(FollowThread.thread_id == source_id),
    )
    session.execute(
        add.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"level": add.excluded.level, "reason": add.excluded.reason},
            where=(FollowThread.reason != "chosen") & (add.excluded.reason == "chosen"),
        )
    )


def _note_origin(
    session: Session, thread: Thread, how: str, other_id: int, numbers: tuple[int, int]
) -> None:
    first, last = numbers
    session.add(
        ThreadOrigin(
            thread_id=thread.id, how=how, other_id=other_id, first_no=first, last_no=last, at=now()
        )
    )


def _both_changed(session: Session, *threads: Thread) -> None:
    """Have pages made anew, and lists and search know what is there now and since when."""
    for thread in threads:
        newest = select(func.max(Post.posted_at)).where(
            Post.thread_id == thread.id, Post.no.is_not(None)
        )
        thread.last_posted_at = session.scalars(newest).one() or thread.last_posted_at
        thread.version += 1
    session.flush()
    for thread in threads:
        index_thread(session, thread.id)


def _hide_if_nothing_is_left(session: Session, thread: Thread) -> None:
    """A thread in which nothing can be read stands in no list."""
    live = select(Post.id).where(Post.thread_id == thread.id, Post.state == "live").limit(1)
    if session.scalar(live) is None:
        thread.hidden_at = thread.hidden_at or now()
