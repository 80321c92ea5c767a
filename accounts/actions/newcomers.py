"""Bring in people from elsewhere: they have a name here, and no way in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from accounts.models import Person
from accounts.rules import DISPLAY_NAME_MAX_CHARS, why_not_name
from core.clock import now
from core.text import Mentioned, folded

#: Whoever had a name there that will not do here is called this, and a number.
NAMELESS = "Member"

#: Names that are looked for in one question to the database.
NAMES_A_QUESTION = 1_000


def add_newcomers(session: Session, names: Sequence[str]) -> list[Mentioned]:
    """A new person for each name, in order, under that name or one that is like it and free."""
    moment, called = now(), _free_names(session, names)
    rows = [
        {
            "display_name": name,
            "name_folded": folded(name),
            "joined_at": moment,
            "demonstration": False,
        }
        for name in called
    ]
    numbers = insert(Person).returning(Person.id, sort_by_parameter_order=True)
    ids = session.scalars(numbers, rows) if rows else ()
    return [Mentioned(number, name) for number, name in zip(ids, called, strict=True)]


def _free_names(session: Session, names: Sequence[str]) -> list[str]:
    found: dict[int, str] = {}
    used: set[str] = set()
    waiting, tried, tries = dict(enumerate(names)), 0, 1
    while waiting:
        # Twice as many each time: a thousand people called "Guest" take ten questions.
        choices = {
            place: list(islice(_names_like(name), tried, tried + tries))
            for place, name in waiting.items()
        }
        used |= _taken(session, {folded(name) for some in choices.values() for name in some})
        for place, some in choices.items():
            free = next((name for name in some if folded(name) not in used), None)
            if free is not None:
                found[place] = free
                used.add(folded(free))
                del waiting[place]
        tried, tries = tried + tries, tries * 2
    return [found[place] for place in range(len(names))]


def _names_like(name: str) -> Iterator[str]:
    """The name, then the name with a number; never one that nobody could choose here."""
    called = name[:DISPLAY_NAME_MAX_CHARS].rstrip()
    if why_not_name(called) is not None:
        yield from (f"{NAMELESS} {number}" for number in count(1))
    yield called
    for number in count(2):
        sign = f" ({number})"
        yield called[: DISPLAY_NAME_MAX_CHARS - len(sign)].rstrip() + sign


def _taken(session: Session, names: Iterable[str]) -> set[str]:
    """Those of the folded names that somebody here has."""
    taken: set[str] = set()
    left = iter(sorted(names))
    while some := list(islice(left, NAMES_A_QUESTION)):
        taken.update(
            session.scalars(select(Person.name_folded).where(Person.name_folded.in_(some)))
        )
    return taken
