"""Posts the reader may see that hold what they look for, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import BindParameter, Connection, bindparam, not_, or_, select

from accounts.models import Person
from accounts.queries.mutes import not_muted
from core.identity import Identity
from core.paging import PAGE_ROWS, Page
from core.search.asked import Asked
from core.search.index import newest_found
from core.search.shown import Shown
from core.search.snippets import marked, snippet
from core.search.wanted import Wanted, wanted
from core.text import folded
from forum.models import Post, PostSearch, Space, Thread
from forum.queries.visibility import POST_IS_VISIBLE, SPACE_IS_VISIBLE
from forum.queries.wishes import POST_IS_LEFT_OUT
from forum.rules.search import author_mark, space_mark, tag_mark
from forum.rules.wishes import Wishes
from forum.rules.words import ANONYMOUS_NAME, note_keys, notes_in_words

#: So much of a post is shown around what was found. Unit: characters.
SNIPPET_CHARS = 240

#: With more spaces than these to name, who may see a post is left to its row alone. Unit: spaces.
MOST_SPACES_NAMED = 40

_reader: BindParameter[int] = bindparam("reader_id")


@dataclass(frozen=True, slots=True)
class Looking:
    """What the index of posts is asked for one reader, if it can be, and what to say about it."""

    asked: Asked
    wishes: Wishes
    told: Wanted | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post as a search shows it; behind a content note its words wait on its own page."""

    id: int
    thread_id: int
    no: int
    title: Markup
    author_name: str
    space_name: str
    posted_at: datetime
    note: str
    snippet: Markup


_SPACES = select(Space.id, Space.key, Space.name, SPACE_IS_VISIBLE)

# Leaving out what somebody wrote without their name would say that it was they.
_from_others = or_(Post.anonymous, not_muted(Post.author_id))

_FOUND = (
    select(
        Post.id,
        Post.thread_id,
        Post.no,
        Post.words,
        Post.notes,
        Post.author_id,
        Post.anonymous,
        Post.posted_at,
        Thread.title,
        Space.name.label("space_name"),
        Person.display_name,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .join(Person, Person.id == Post.author_id)
    .where(POST_IS_VISIBLE, not_(POST_IS_LEFT_OUT), _from_others)
)


def looking_for(connection: Connection, reader: Identity, asked: Asked, wishes: Wishes) -> Looking:
    """What to ask the index of posts, with the names of people and spaces turned into numbers."""
    spaces = connection.execute(_SPACES, {"reader_id": reader.id}).all()
    open_to, closed = _narrowing(spaces)
    one_of, remarks = [open_to] if open_to else [], []
    if asked.space is not None:
        one_of.append([space_mark(number) for number in _spaces_called(asked.space, spaces)])
        if not one_of[-1]:
            remarks.append(f"There is no space called “{asked.space}” that is open to you.")
    if asked.author is not None:
        author = _person_called(connection, reader, asked.author)
        one_of.append([author_mark(author)] if author else [])
        if author is None:
            remarks.append(f"Nobody here is called “{asked.author}”. Write their whole name.")
    if asked.tag is not None:
        one_of.append([tag_mark(asked.tag)])
    if wanted(asked).nothing and not asked.narrowed:
        remarks.append("There is no word in that to look for.")
    told = wanted(asked, one_of=one_of, none_of=closed, muted=wishes.words)
    return Looking(asked, wishes, None if remarks else told, tuple(remarks))


def _spaces_called(name: str, spaces: Sequence[Any]) -> list[int]:
    called = folded(name)
    return [
        number
        for number, key, space_name, is_open in spaces
        if is_open and called in {key, folded(space_name)}
    ]


def _person_called(connection: Connection, reader: Identity, name: str) -> int | None:
    called = folded(name)
    found = connection.scalar(select(Person.id).where(Person.name_folded == called))
    return reader.id if found is None and called == "me" else found


def _narrowing(spaces: Sequence[Any]) -> tuple[list[str], list[str]]:
    """Marks of the spaces that are open to the reader, or of the others if they are fewer.

    They spare the index the reading of posts that the rows would hide. They are never what hides.
    """
    open_to = [space_mark(number) for number, _, _, is_open in spaces if is_open]
    closed = [space_mark(number) for number, _, _, is_open in spaces if not is_open]
    if min(len(open_to), len(closed)) > MOST_SPACES_NAMED:
        return [], []
    return (open_to, []) if len(open_to) < len(closed) else ([], closed)


def posts_found(
    connection: Connection, reader: Identity, looking: Looking, older_than: int | None
) -> Page[FoundPost]:
    """One page of the posts that were looked for; the next begins after the last one's number."""
    if looking.told is None:
        return Page([], first=True, next=None)
    shown = Shown(_FOUND, Post.id, PAGE_ROWS + 1, older_than)
    found = newest_found(connection, PostSearch, looking.told, shown)
    rows = connection.execute(found, {"reader_id": reader.id}).all()
    more = str(rows[PAGE_ROWS - 1].id) if len(rows) > PAGE_ROWS else None
    posts = [_post(row, reader, looking) for row in rows[:PAGE_ROWS]]
    return Page(posts, first=older_than is None, next=more)


def _post(row: Any, reader: Identity, looking: Looking) -> FoundPost:
    asked, keys = looking.asked, note_keys(row.notes)
    folds = row.author_id != reader.id and not looking.wishes.shown.issuperset(keys)
    return FoundPost(
        id=row.id,
        thread_id=row.thread_id,
        no=row.no,
        title=marked(row.title, asked),
        author_name=ANONYMOUS_NAME if row.anonymous else row.display_name,
        space_name=row.space_name,
        posted_at=row.posted_at,
        note=notes_in_words(row.notes) if folds else "",
        snippet=Markup("") if folds else snippet(row.words, asked, SNIPPET_CHARS),
    )
