"""What somebody is still writing: theirs alone, also where they may not read any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from core.identity import Identity
from core.text import excerpt
from forum.models import Draft, DraftChoices, Post, Space, Thread
from forum.queries.visibility import POST_IS_VISIBLE, SPACE_IS_VISIBLE, THREAD_OPENS
from forum.rules.drafts import FIRST_WORDS_CHARS, MOST_DRAFTS, About, Place, place_named
from forum.rules.words import Choices


@dataclass(frozen=True, slots=True)
class DraftView:
    """Saved words, and what was chosen about them."""

    id: int
    place: Place
    title: str
    text: str
    sequence: int
    saved_at: datetime
    choices: Choices
    about: About

    @property
    def first_words(self) -> str:
        """The beginning of the words, on one line."""
        words = " ".join(f"{self.title} {self.text}".split())
        return excerpt(words, FIRST_WORDS_CHARS)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What words are for, as its name stands in a list, and the page with the box for them."""

    name: str
    url: str


_reader: BindParameter[int] = bindparam("reader_id")
_DRAFTS = (
    select(
        Draft.id,
        Draft.place,
        Draft.title,
        Draft.text,
        Draft.sequence,
        Draft.saved_at,
        DraftChoices.speaking_as,
        DraftChoices.wants,
        DraftChoices.quote_consent,
        DraftChoices.notes,
        DraftChoices.anonymous,
        DraftChoices.kind,
        DraftChoices.tags,
        DraftChoices.event_id,
    )
    .join(DraftChoices, DraftChoices.draft_id == Draft.id)
    .where(Draft.person_id == _reader)
)
_AT = _DRAFTS.where(Draft.place == bindparam("place"))
_OF = _DRAFTS.where(Draft.id == bindparam("draft_id"))
_ALL = _DRAFTS.order_by(Draft.saved_at.desc(), Draft.id.desc())


def _shaped(row: Sequence[Any]) -> DraftView:
    number, place, title, text, sequence, saved_at, *chosen, kind, tags, event_id = row
    named = place_named(place)
    assert named  # noqa: S101 - nothing else was ever saved
    choices, about = Choices(*chosen), About(kind, tags, event_id)
    return DraftView(number, named, title, text, sequence, saved_at, choices, about)


def draft_at(connection: Connection, reader: Identity, place: Place) -> DraftView | None:
    """The reader's own saved words of a place."""
    row = connection.execute(_AT, {"reader_id": reader.id, "place": str(place)}).first()
    return _shaped(row) if row else None


def draft_of(connection: Connection, reader: Identity, draft_id: int) -> DraftView | None:
    """Saved words by their number, if they are the reader's own."""
    row = connection.execute(_OF, {"reader_id": reader.id, "draft_id": draft_id}).first()
    return _shaped(row) if row else None


def drafts_of(connection: Connection, reader: Identity) -> list[DraftView]:
    """All that the reader saved, the newest first."""
    return [_shaped(row) for row in connection.execute(_ALL, {"reader_id": reader.id})]


_ids: BindParameter[int] = bindparam("ids", expanding=True)
_THREADS = (
    select(Thread.id, Thread.title, Thread.last_post_no)
    .join(Space, Space.id == Thread.space_id)
    .where(Thread.id.in_(_ids), THREAD_OPENS, SPACE_IS_VISIBLE)
)
_SPACES = select(Space.id, Space.name, Space.key).where(Space.id.in_(_ids), SPACE_IS_VISIBLE)
_POSTS = (
    select(Post.id, Post.no, Thread.title)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
)
_ANSWERED = _POSTS.where(Post.id.in_(_ids), POST_IS_VISIBLE)
_OWN = _POSTS.where(
    Post.id.in_(_ids),
    Post.author_id == _reader,
    Post.state.in_(["live", "pending"]),
    THREAD_OPENS,
    SPACE_IS_VISIBLE,
)


def places_open_to(
    connection: Connection, reader: Identity, places: Iterable[Place]
) -> dict[Place, PlaceView]:
    """Those of the places that the reader may see, as a list names them."""
    wanted: dict[str, list[int]] = {}
    for place in places:
        wanted.setdefault(place.kind, []).append(place.id)
    found: dict[Place, PlaceView] = {}
    for kind, ids in wanted.items():
        statement, shown = _KINDS[kind]
        # Filled up with a number that nothing has: one statement, however many there are.
        bound = {"reader_id": reader.id, "ids": ids + [0] * (MOST_DRAFTS - len(ids))}
        for number, *told in connection.execute(statement, bound):
            found[Place(kind, number)] = shown(number, *told)
    return found


def _thread(number: int, title: str, last_no: int) -> PlaceView:
    # The box stands on the last page.
    return PlaceView(f"Your reply in {title}", f"/threads/{number}?from={max(last_no, 1)}#reply")


def _space(_number: int, name: str, key: str) -> PlaceView:
    return PlaceView(f"A new thread in {name}", f"/spaces/{key}/threads/new")


def _answer(number: int, no: int, title: str) -> PlaceView:
    return PlaceView(f"Your answer to post {no} in {title}", f"/posts/{number}/reply")


def _post(number: int, no: int | None, title: str) -> PlaceView:
    which = f"post {no}" if no else "your post that waits"
    return PlaceView(f"A change to {which} in {title}", f"/posts/{number}/edit")


_KINDS: dict[str, tuple[Any, Any]] = {
    "thread": (_THREADS, _thread),
    "space": (_SPACES, _space),
    "answer": (_ANSWERED, _answer),
    "post": (_OWN, _post),
}
