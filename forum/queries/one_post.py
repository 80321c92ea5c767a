"""One post by its own number: where it stands, and what its author or a reader may do with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select

from core.identity import Identity
from forum.cards import PostRow
from forum.models import Post, PostRevision, Space, Thread
from forum.queries.posts import POST_COLUMNS, POST_ROWS
from forum.queries.visibility import POST_IS_LIVE, SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.rules.posts import page_of_post
from forum.rules.threads import Closing

_reader: BindParameter[int] = bindparam("reader_id")


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as the pages about it show it. One that waits or is hidden only its author sees."""

    row: PostRow
    markdown: str
    quote_consent: str
    hidden_because: str | None
    words: str
    title: str
    space_name: str
    writers: str
    closing: Closing

    @property
    def place(self) -> str:
        """The address of the post in its thread."""
        if self.row.state == "hidden":
            return f"/posts/{self.row.id}/options"
        if self.row.state == "pending":
            return f"/threads/{self.row.thread_id}#waiting"
        no = self.row.no
        return f"/threads/{self.row.thread_id}?page={page_of_post(no)}#p{no}"

    @property
    def author_id(self) -> int:
        """Who wrote it; for policies, never for pages."""
        return self.row.author_id


_own = and_(Post.author_id == _reader, Post.state != "withdrawn")

_ONE = (
    POST_ROWS.add_columns(
        Post.markdown,
        Post.quote_consent,
        Post.state_because,
        Post.words,
        Thread.title,
        Space.name,
        Space.writers,
        Thread.locked_because,
        Thread.archived_at,
        Space.archived_at,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(
        Post.id == bindparam("post_id"),
        SPACE_IS_VISIBLE,
        or_(and_(POST_IS_LIVE, THREAD_IS_LISTED), _own),
    )
)


def post_visible_to(connection: Connection, reader: Identity, post_id: int) -> PostView | None:
    """The post if it is live and the reader may see its thread, or if it is their own."""
    found = connection.execute(_ONE, {"post_id": post_id, "reader_id": reader.id}).first()
    if found is None:
        return None
    # The card's columns, then what is told here alone, then what may close the thread.
    row, *told = found[: len(POST_COLUMNS)], *found[len(POST_COLUMNS) :]
    markdown, consent, because, words, title, space_name, writers, *closing = told
    return PostView(
        row=PostRow._make(row),
        markdown=markdown,
        quote_consent=consent,
        hidden_because=because,
        words=words,
        title=title,
        space_name=space_name,
        writers=writers,
        closing=Closing(*closing),
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """What a post said until a moment."""

    html: str
    until_at: datetime


def revisions_of(connection: Connection, post: PostView) -> list[Revision]:
    """What a post that the reader was found to see said before, the newest first."""
    rows = connection.execute(
        select(PostRevision.html, PostRevision.until_at)
        .where(PostRevision.post_id == post.row.id)
        .order_by(PostRevision.revision.desc())
    )
    return [Revision(*row) for row in rows]
