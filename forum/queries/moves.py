"""Where posts and threads went and came from, as one reader may be told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from accounts.models import Person
from core.identity import Identity
from core.paging import PAGE_ROWS
from forum.models import MovedPost, Post, Space, Thread, ThreadOrigin
from forum.queries.threads import ThreadView, thread_visible_to
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.rules.moves import CHOICE_CHARS
from forum.rules.posts import posts_on_page
from forum.rules.spaces import reads_within, title_stays_within
from forum.rules.words import ANONYMOUS_NAME

_old: BindParameter[int] = bindparam("old_id")
_no: BindParameter[int] = bindparam("no")

# The post of that number, else the first after it, else the last before it.
_PLACE = (
    select(Post.thread_id, Post.no)
    .join(MovedPost, MovedPost.post_id == Post.id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(MovedPost.thread_id == _old, THREAD_IS_LISTED, SPACE_IS_VISIBLE)
    .order_by(
        case((MovedPost.no >= _no, 0), else_=1),
        case((MovedPost.no >= _no, MovedPost.no), else_=-MovedPost.no),
    )
    .limit(1)
)


def place_after_merge(connection: Connection, reader: Identity, old_id: int, no: int) -> str | None:
    """The address at which a post of a merged thread stands now; None when it can't be seen."""
    bound = {"old_id": old_id, "no": no, "reader_id": reader.id}
    found = connection.execute(_PLACE, bound).first()
    return f"/threads/{found.thread_id}?from={found.no}#p{found.no}" if found else None


def thread_after_merge(
    connection: Connection, reader: Identity, thread: ThreadView
) -> ThreadView | None:
    """The thread that a thread went into, at the end of the line; None when it can't be seen."""
    while thread.merged_into_id is not None:
        into = thread_visible_to(connection, reader, thread.merged_into_id)
        if into is None:
            return None
        thread = into
    return thread


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thread, or a part of it, came from: words for a line on its page."""

    how: str
    name: str
    other_id: int | None
    first_no: int | None
    last_no: int | None
    at: datetime


_other = aliased(Thread)

#: The newest few are told; what happened before that is of no use to a reader.
MOST_ORIGINS = 5

_other_reads = and_(_other.hidden_at.is_(None), _other.last_post_no >= 1)

_ORIGINS = (
    select(
        ThreadOrigin.how,
        case((ThreadOrigin.how == "moved", Space.name), else_=_other.title),
        ThreadOrigin.other_id,
        ThreadOrigin.first_no,
        ThreadOrigin.last_no,
        ThreadOrigin.at,
    )
    .outerjoin(_other, and_(_other.id == ThreadOrigin.other_id, _other_reads))
    .join(Space, Space.id == func.coalesce(ThreadOrigin.space_id, _other.space_id))
    .where(ThreadOrigin.thread_id == bindparam("thread_id"), SPACE_IS_VISIBLE)
    .order_by(ThreadOrigin.id.desc())
    .limit(MOST_ORIGINS)
)


def origins_of(connection: Connection, reader: Identity, thread: ThreadView) -> list[Origin]:
    """Where a thread that the reader was found to see came from, as far as they may know."""
    if not thread.came_from:
        return []
    rows = connection.execute(_ORIGINS, {"thread_id": thread.id, "reader_id": reader.id})
    return [Origin(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post as somebody meets it who chooses some of a page."""

    no: int
    author_name: str
    state: str
    posted_at: datetime
    beginning: str


def choices_of_page(connection: Connection, thread: ThreadView, page: int) -> list[PostChoice]:
    """The posts on one page of a thread that can be chosen: all but the thread's first."""
    first, last = posts_on_page(page)
    shown_name = case((Post.anonymous, ANONYMOUS_NAME), else_=Person.display_name)
    words = case((Post.state == "live", func.substr(Post.words, 1, CHOICE_CHARS + 1)), else_="")
    rows = connection.execute(
        select(Post.no, shown_name, Post.state, Post.posted_at, words)
        .join(Person, Person.id == Post.author_id)
        .where(Post.thread_id == thread.id, Post.no.between(max(first, 2), last))
        .order_by(Post.no)
        .limit(PAGE_ROWS)
    )
    return [
        PostChoice(no, name, state, posted_at, _short(begins))
        for no, name, state, posted_at, begins in rows
    ]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= CHOICE_CHARS else f"{flat[:CHOICE_CHARS].rstrip()}…"


def spaces_within(connection: Connection, reader: Identity, space_id: int) -> list[tuple[str, str]]:
    """The spaces that the reader may see and that a thread of this one may go to: key and name."""
    columns = (Space.id, Space.key, Space.name, Space.group_id, Space.readers, Space.titles_public)
    wanted = select(*columns).where(
        SPACE_IS_VISIBLE, or_(Space.archived_at.is_(None), Space.id == space_id)
    )
    rows = connection.execute(wanted.order_by(Space.position, Space.id), {"reader_id": reader.id})
    spaces = {row.id: row for row in rows}
    source = spaces.get(space_id)
    return [
        (row.key, row.name)
        for row in spaces.values()
        if source is not None
        and row.id != space_id
        and reads_within(row, source)
        and title_stays_within(row, source)
    ]
