"""What must hold for somebody to be told of a post, whatever it is that they are told for.

Source: docs/decisions/0015-who-is-told.md
"""

from collections.abc import Callable, Iterator
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from accounts.models import Person
from accounts.queries.breaks import on_break
from accounts.queries.mutes import has_muted
from forum.models import FollowThread, NoteChoice, ReadPosition, Space, ToldByMail
from forum.queries.visibility import space_is_visible_to
from forum.rules.telling import Why

PersonColumn = InstrumentedAttribute[int]


def number(name: str) -> BindParameter[int]:
    """A number that is told with the statement."""
    return bindparam(name)


def may_be_told(person: PersonColumn, way: str, why: Why) -> Iterator[ColumnElement[bool]]:
    """Everything that must hold for each person at this moment."""
    yield person != number("author_id")
    sees = select(Space.id).where(
        Space.id == number("space_id"), space_is_visible_to(person.expression)
    )
    yield exists(sees.correlate_except(Space))
    yield not_(has_muted(person, number("known_author_id")))
    noted = NoteChoice.note.in_(bindparam("notes", expanding=True))
    yield not_(exists().where(NoteChoice.person_id == person, noted, NoteChoice.choice == "hide"))
    yield not_(_has(FollowThread, person, lambda follow: follow.level == "nothing"))
    if way == "mail":
        yield from _may_be_mailed(person)
    elif not why.in_person:
        # What somebody is told in person waits for their return; the rest they find anyway.
        yield not_(on_break(person))
        yield not_(_has(ReadPosition, person, _read_it))


def _may_be_mailed(person: PersonColumn) -> Iterator[ColumnElement[bool]]:
    yield not_(on_break(person))
    reachable = select(Person.id).where(Person.id == person, Person.address.is_not(None))
    yield exists(reachable.correlate_except(Person))
    yield not_(_has(ReadPosition, person, _read_it))
    yield not_(_has(FollowThread, person, _chosen_without_mail))
    yield not_(_has(ToldByMail, person, _still_unread))


def _read_it(position: Any) -> ColumnElement[bool]:
    return cast(ColumnElement[bool], position.no >= number("no"))


def _chosen_without_mail(follow: Any) -> ColumnElement[bool]:
    return and_(follow.reason == "chosen", follow.level != "mail")


def _still_unread(mail: Any) -> ColumnElement[bool]:
    read_to = select(ReadPosition.no).where(
        ReadPosition.person_id == mail.person_id, ReadPosition.thread_id == mail.thread_id
    )
    known = read_to.correlate_except(ReadPosition).scalar_subquery()
    return cast(ColumnElement[bool], mail.post_no > func.coalesce(known, 0))


def _has(
    table: Any, person: PersonColumn, fits: Callable[[Any], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """True when the person has a row about the thread that fits.

    The table goes by another name here, for the person may have been found in it.
    """
    one = aliased(table)
    theirs = select(one.person_id).where(about_it(one, person), fits(one))
    return exists(theirs.correlate_except(one))


def about_it(table: Any, person: PersonColumn) -> ColumnElement[bool]:
    """The rows of a table that are about the thread and this person."""
    return and_(table.person_id == person, table.thread_id == number("thread_id"))
