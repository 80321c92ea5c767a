"""Whom a post concerns, and who of them may be told of it now: decided in one statement a piece.

Source: docs/decisions/0015-who-is-told.md
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    literal,
    select,
    true,
    union_all,
)

from accounts.models import Person
from core.clock import now, today
from forum.models import (
    FanOut,
    FollowSpace,
    FollowThread,
    Mention,
    MuteWord,
    NoteChoice,
    Post,
    ReadPosition,
)
from forum.queries.listeners import PersonColumn, about_it, may_be_told, number
from forum.rules.telling import Why, comparable, meets_word
from forum.rules.words import note_keys


@dataclass(frozen=True, slots=True)
class News:
    """A post that people are told of. Its words are here to be compared, never to be sent."""

    post_id: int
    no: int
    thread_id: int
    space_id: int
    space_key: str
    author_id: int
    author_name: str
    anonymous: bool
    reply_to_id: int | None
    notes: str
    thread_notes: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """So many people at once: those who come after this one in number, or only these."""

    after_id: int
    most: int
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell, and what their own notice or mail depends on."""

    person_id: int
    why: Why
    name: str
    address: str | None
    read_to: int | None
    shows_title: bool
    muted: bool


def news_is_due(connection: Connection) -> bool:
    """True when there is somebody to be told something now."""
    due = select(FanOut.post_id).where(FanOut.due_at <= now()).limit(1)
    return connection.execute(due).first() is not None


def only_these(people: Iterable[int]) -> Piece:
    """A piece of these people alone."""
    only = frozenset(people)
    return Piece(0, len(only), only)


def people_to_tell(connection: Connection, news: News, way: str, piece: Piece) -> list[ToTell]:
    """The next people, in the order of their numbers; fewer than asked for are the last.

    Those who muted a word of the post are among them, marked: what is told stops at the last row.
    """
    statement = _statement(way, first=news.no == 1, chosen=piece.only is not None)
    text = comparable(news.title, news.words)
    rows = connection.execute(statement, _bound(news, piece))
    return [to_tell(row, text, news.thread_notes) for row in rows]


def to_tell(row: Row[*tuple[Any, ...]], text: str, thread_notes: str) -> ToTell:
    """A row of `among`, for a comparable text in a thread with these content notes."""
    person_id, why, name, address, read_to, notes_shown, words = row
    return ToTell(
        person_id=person_id,
        why=Why(why),
        name=name,
        address=address,
        read_to=read_to,
        shows_title=notes_shown == len(note_keys(thread_notes)),
        muted=words is not None and meets_word(text, words.split("\n")),
    )


def _bound(news: News, piece: Piece) -> dict[str, object]:
    return {
        "post_id": news.post_id,
        "no": news.no,
        "thread_id": news.thread_id,
        "space_id": news.space_id,
        "author_id": news.author_id,
        # Silence about an anonymous post would tell those who muted its author who wrote it.
        "known_author_id": 0 if news.anonymous else news.author_id,
        "reply_to_id": news.reply_to_id,
        "notes": note_keys(news.notes),
        "thread_notes": note_keys(news.thread_notes),
        "today": today(),
        "after_id": piece.after_id,
        "most": piece.most,
        **({} if piece.only is None else {"only": sorted(piece.only)}),
    }


@cache
def _statement(way: str, *, first: bool, chosen: bool) -> Select[*tuple[Any, ...]]:
    """The statement for a way, for a thread's first post or a later one, for some or everyone."""
    return among(_concerned(way, first=first, chosen=chosen))


def among(branches: Iterable[Select[int, int]]) -> Select[*tuple[Any, ...]]:
    """A statement for the next people whom these give, once each, for their nearest reason."""
    each = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    who = (
        select(each.c.person_id, func.min(each.c.why).label("why"))
        .group_by(each.c.person_id)
        .order_by(each.c.person_id)
        .limit(number("most"))
        .subquery()
    )
    here = about_it(ReadPosition, Person.id)
    shown = select(func.count()).where(
        NoteChoice.person_id == Person.id,
        NoteChoice.note.in_(bindparam("thread_notes", expanding=True)),
        NoteChoice.choice == "show",
    )
    words = select(func.aggregate_strings(MuteWord.word, "\n")).where(
        MuteWord.person_id == Person.id
    )
    columns = (Person.id, who.c.why, Person.display_name, Person.address, ReadPosition.no)
    return (
        select(*columns, shown.scalar_subquery(), words.scalar_subquery())
        .join(who, who.c.person_id == Person.id)
        .outerjoin(ReadPosition, here)
        .order_by(Person.id)
    )


def _concerned(way: str, *, first: bool, chosen: bool) -> Iterator[Select[int, int]]:
    """One SELECT a reason, each of them no longer than the piece."""

    def branch(why: Why, person: PersonColumn, *concerns: ColumnElement[bool]) -> Select[int, int]:
        only = person.in_(bindparam("only", expanding=True)) if chosen else true()
        return (
            select(person.label("person_id"), literal(int(why)).label("why"))
            .where(*concerns, person > number("after_id"), only, *may_be_told(person, way, why))
            .order_by(person)
            .limit(number("most"))
        )

    levels = ("mail",) if way == "mail" else ("site", "mail")
    yield branch(Why.NAMED, Mention.person_id, Mention.post_id == number("post_id"))
    yield branch(Why.ANSWERED, Post.author_id, Post.id == number("reply_to_id"))
    if first:
        here = FollowSpace.space_id == number("space_id")
        yield branch(Why.FOLLOWS_SPACE, FollowSpace.person_id, here, FollowSpace.level.in_(levels))
    else:
        here = FollowThread.thread_id == number("thread_id")
        yield branch(
            Why.FOLLOWS_THREAD, FollowThread.person_id, here, FollowThread.level.in_(levels)
        )
