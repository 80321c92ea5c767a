"""The posts that one reader keeps; who may read them is asked again each time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, or_, select

from accounts.models import Person
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from core.text import excerpt
from forum.models import Post, SavedPost, Space, Thread
from forum.queries.visibility import POST_IS_VISIBLE
from forum.queries.wishes import WISHES, wishes_in
from forum.rules.posts import page_of_post
from forum.rules.telling import comparable
from forum.rules.wishes import HOLDS_WORD, NO_WISHES, Cover, cover_of_post
from forum.rules.words import ANONYMOUS_NAME

#: As much of a saved post stands in the list. Unit: characters.
EXCERPT_CHARS = 240

_reader: BindParameter[int] = bindparam("reader_id")


@dataclass(frozen=True, slots=True)
class Saving:
    """Whether the reader keeps a post; `no` is None when the post is not open to them."""

    post_id: int
    no: int | None
    saved: bool


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved post as the list shows it; nothing but its number when it is not open any more."""

    saving: Saving
    saved_at: datetime
    title: str = ""
    place: str = ""
    author_name: str = ""
    excerpt: str = ""
    cover: Cover | None = None


_mine = and_(SavedPost.post_id == Post.id, SavedPost.person_id == _reader)
_ONE = (
    select(Post.id, case((POST_IS_VISIBLE, Post.no)), SavedPost.saved_at.is_not(None))
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .outerjoin(SavedPost, _mine)
    .where(Post.id == bindparam("post_id"), or_(POST_IS_VISIBLE, SavedPost.saved_at.is_not(None)))
)

# Words that are closed to the reader do not even leave the database.
_SAVED = keyset(
    select(
        SavedPost.post_id,
        SavedPost.saved_at,
        case((POST_IS_VISIBLE, Post.no)).label("no"),
        case((POST_IS_VISIBLE, Post.thread_id)).label("thread_id"),
        case((POST_IS_VISIBLE, Thread.title)).label("title"),
        case((POST_IS_VISIBLE, Post.anonymous)).label("anonymous"),
        case((POST_IS_VISIBLE, Post.author_id)).label("author_id"),
        case((POST_IS_VISIBLE, Post.notes)).label("notes"),
        case((POST_IS_VISIBLE, Person.display_name)).label("name"),
        case((POST_IS_VISIBLE, func.substr(Post.words, 1, 2 * EXCERPT_CHARS))).label("words"),
        WISHES.label("wishes"),
    )
    .join(Post, Post.id == SavedPost.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .join(Person, Person.id == Post.author_id)
    .where(SavedPost.person_id == _reader)
    .limit(bindparam("most")),
    SavedPost.saved_at,
    SavedPost.post_id,
    newest_first=True,
)


def saving_of(connection: Connection, reader: Identity, post_id: int) -> Saving | None:
    """Whether the reader keeps a post; None when they neither keep it nor may read it."""
    row = connection.execute(_ONE, {"reader_id": reader.id, "post_id": post_id}).first()
    return Saving(*row) if row else None


def saved_by(connection: Connection, reader: Identity, after: Cursor | None) -> Page[SavedRow]:
    """One page of the posts that the reader keeps, the last saved first."""
    shown = one_page(connection, _SAVED, {"reader_id": reader.id}, after)
    return shown.shaped(lambda row: _saved_row(row, reader))


def _saved_row(row: Any, reader: Identity) -> SavedRow:
    saving = Saving(row.post_id, row.no, saved=True)
    if row.no is None:
        return SavedRow(saving, row.saved_at)
    begins = excerpt(row.words, EXCERPT_CHARS)
    return SavedRow(
        saving,
        row.saved_at,
        title=row.title,
        place=f"/threads/{row.thread_id}?page={page_of_post(row.no)}#p{row.no}",
        author_name=ANONYMOUS_NAME if row.anonymous else row.name,
        excerpt=begins,
        cover=None if row.author_id == reader.id else _cover(row, begins),
    )


def _cover(row: Any, begins: str) -> Cover | None:
    """What stands before a saved post of somebody else; its title may hold a word to cover too."""
    wishes = wishes_in(row.wishes) or NO_WISHES
    named_author_id = None if row.anonymous else row.author_id
    cover = cover_of_post(wishes, row.notes, named_author_id, comparable(begins))
    return Cover(HOLDS_WORD, whole=True) if wishes.cover_words(comparable(row.title)) else cover
