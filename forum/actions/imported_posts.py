"""Add posts from another forum: numbered as in the file, with the times they had there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.db import add_rows, insert_into
from core.text import RENDER_VERSION
from forum.actions.search import index_posts
from forum.actions.writing import Rendered
from forum.models import KnownWriter, Mention, Post, ReadPosition, Thread
from forum.rules.imported_lines import PostLine, Ref


@dataclass(slots=True)
class _Grown:
    """A thread as it was before some posts and as it is with them."""

    id: int
    author_id: int
    version: int
    notes: str
    anonymous: bool
    no_before: int
    at_before: datetime
    no: int = 0
    at: datetime | None = None

    def take(self, line: PostLine, author_id: int) -> int:
        """The number that a further post gets."""
        if self.no == 0:
            self.no = self.no_before
            self.at = self.at_before if self.no else line.at
        self.no += 1
        self.at = max(self.at or line.at, line.at)
        if self.no == 1:
            # Whoever began the thread is named in lists only if its first words bear that name.
            self.notes = line.notes
            self.anonymous = line.anonymous or author_id != self.author_id
        return self.no

    def row(self) -> dict[str, object]:
        """What the thread's row says from now on."""
        return {
            "id": self.id,
            "version": self.version + 1,
            "notes": self.notes,
            "anonymous": self.anonymous,
            "last_post_no": self.no,
            "last_posted_at": self.at,
        }


def add_posts(
    session: Session,
    lines: Sequence[PostLine],
    ids: Mapping[Ref, int],
    words: Mapping[str, Rendered],
) -> dict[Ref, int]:
    """The posts, live and news to nobody; their numbers by their keys there."""
    if not lines:
        return {}
    threads = _hold_threads(session, {ids["thread", line.thread] for line in lines})
    rows = [_row(line, threads, ids, words[line.key]) for line in lines]
    add_rows(session, Post, rows)
    numbers = _numbers_of_new(session, threads)
    found = {
        ("post", line.key): numbers[row["thread_id"], row["no"]]
        for line, row in zip(lines, rows, strict=True)
    }
    session.execute(update(Thread), [thread.row() for thread in threads.values()])
    add_rows(
        session,
        Mention,
        [
            {"post_id": found["post", line.key], "name_folded": name, "person_id": person_id}
            for line in lines
            for name, person_id in words[line.key].mentioned.items()
        ],
    )
    answers = [
        {"id": found["post", line.key], "reply_to_id": found["post", line.reply_to]}
        for line in lines
        if line.reply_to is not None and ("post", line.reply_to) in found
    ]
    if answers:
        session.execute(update(Post), answers)
    index_posts(session, found.values())
    _know_writers(session, {ids["person", line.author] for line in lines})
    _keep_read(session, threads.values())
    return found


def _hold_threads(session: Session, thread_ids: Collection[int]) -> dict[int, _Grown]:
    wanted = (
        select(
            Thread.id,
            Thread.author_id,
            Thread.version,
            Thread.notes,
            Thread.anonymous,
            Thread.last_post_no,
            Thread.last_posted_at,
        )
        .where(Thread.id.in_(thread_ids))
        .order_by(Thread.id)
        .with_for_update()
    )
    return {row.id: _Grown(*row) for row in session.execute(wanted)}


def _numbers_of_new(
    session: Session, thread_ids: Collection[int]
) -> dict[tuple[object, object], int]:
    """The numbers of the posts that their threads have not counted yet, by their places there."""
    # Asking for them with the INSERT would make SQLAlchemy send each row to SQLite on its own.
    wanted = (
        select(Post.thread_id, Post.no, Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Thread.id.in_(thread_ids), Post.no > Thread.last_post_no)
    )
    return {(thread_id, no): number for thread_id, no, number in session.execute(wanted)}


def _row(
    line: PostLine, threads: Mapping[int, _Grown], ids: Mapping[Ref, int], words: Rendered
) -> dict[str, object]:
    author_id = ids["person", line.author]
    thread = threads[ids["thread", line.thread]]
    return {
        "thread_id": thread.id,
        "no": thread.take(line, author_id),
        "author_id": author_id,
        "anonymous": line.anonymous,
        "notes": line.notes,
        # What is answered may be among these posts: then its number is not known yet.
        "reply_to_id": None if line.reply_to is None else ids.get(("post", line.reply_to)),
        "markdown": words.markdown,
        "html": words.html,
        "words": words.plain,
        "render_version": RENDER_VERSION,
        "posted_at": line.at,
        "state": "live",
    }


def _know_writers(session: Session, person_ids: Collection[int]) -> None:
    """Let these people's words go live at once: where they come from, they were read."""
    first = insert_into(session.connection(), KnownWriter.__table__).on_conflict_do_nothing()
    session.execute(first, [{"person_id": person_id} for person_id in sorted(person_ids)])


def _keep_read(session: Session, threads: Collection[_Grown]) -> None:
    """Have nobody find the posts new: whoever had read all of a thread has read all of it still."""
    grown = [
        {"in_thread": thread.id, "read_all": thread.no_before, "now_last": thread.no}
        for thread in threads
        if thread.no_before
    ]
    if grown:
        session.connection().execute(_MOVED_ON, grown)
    moments = [thread.at for thread in threads if thread.at is not None]
    # Only who can sign in reads. What was there before somebody came isn't new to them in any case.
    readers = select(Person.id, Person.joined_at).where(
        Person.address.is_not(None), Person.joined_at < max(moments)
    )
    rows = list(_not_new(threads, session.execute(readers).all()))
    if rows:
        first = insert_into(session.connection(), ReadPosition.__table__)
        session.execute(first.on_conflict_do_nothing(), rows)


_MOVED_ON = (
    update(ReadPosition)
    .where(
        ReadPosition.thread_id == bindparam("in_thread"), ReadPosition.no >= bindparam("read_all")
    )
    .values(no=bindparam("now_last"))
)


def _not_new(
    threads: Collection[_Grown], readers: Sequence[tuple[int, datetime]]
) -> Iterator[dict[str, int]]:
    """A place for everyone to whom a thread would seem new because of these posts alone."""
    for thread in threads:
        for person_id, joined_at in readers:
            was_new = thread.no_before > 0 and thread.at_before > joined_at
            if thread.at is not None and thread.at > joined_at and not was_new:
                yield {"person_id": person_id, "thread_id": thread.id, "no": thread.no}
