"""Whom a step of a decision concerns, and who of them may be told of it now: one statement a piece.

Source: docs/decisions/0015-who-is-told.md and docs/decisions/0018-what-became-of-it.md
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal, select

from core.clock import now, today
from forum.models import DecisionFanOut, FollowThread, Post
from forum.queries.listeners import PersonColumn, may_be_told, number
from forum.queries.told import Piece, ToTell, among, to_tell
from forum.rules.telling import Why, comparable
from forum.rules.words import note_keys

#: Whoever has read every post has not read of the step. No post has this number.
NO_POST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class StepNews:
    """A step that people are told of. Its words are here to be compared, never to be sent."""

    step_id: int
    thread_id: int
    space_id: int
    by_id: int
    stage: str
    words: str
    thread_notes: str
    title: str


def step_is_due(connection: Connection) -> bool:
    """True when there is somebody to be told of a step now."""
    due = select(DecisionFanOut.step_id).where(DecisionFanOut.due_at <= now()).limit(1)
    return connection.execute(due).first() is not None


def people_to_tell_of_step(
    connection: Connection, news: StepNews, way: str, piece: Piece
) -> list[ToTell]:
    """The next people, in the order of their numbers; fewer than asked for are the last."""
    text = comparable(news.title, news.words)
    rows = connection.execute(_statement(way), _bound(news, piece))
    return [to_tell(row, text, news.thread_notes) for row in rows]


def _bound(news: StepNews, piece: Piece) -> dict[str, object]:
    return {
        "no": NO_POST,
        "thread_id": news.thread_id,
        "space_id": news.space_id,
        "author_id": news.by_id,
        "known_author_id": news.by_id,
        "notes": note_keys(news.thread_notes),
        "thread_notes": note_keys(news.thread_notes),
        "today": today(),
        "after_id": piece.after_id,
        "most": piece.most,
    }


@cache
def _statement(way: str) -> Select[*tuple[Any, ...]]:
    return among(_concerned(way))


def _concerned(way: str) -> Iterator[Select[int, int]]:
    """Those who follow the thread, and those who wrote in it: one SELECT each."""

    def branch(person: PersonColumn, *concerns: ColumnElement[bool]) -> Select[int, int]:
        why = Why.FOLLOWS_THREAD
        return (
            select(person.label("person_id"), literal(int(why)).label("why"))
            .where(*concerns, person > number("after_id"), *may_be_told(person, way, why))
            .order_by(person)
            .limit(number("most"))
            .distinct()
        )

    levels = ("mail",) if way == "mail" else ("site", "mail")
    here = FollowThread.thread_id == number("thread_id")
    yield branch(FollowThread.person_id, here, FollowThread.level.in_(levels))
    if way == "site":
        yield branch(Post.author_id, Post.thread_id == number("thread_id"), Post.state == "live")
