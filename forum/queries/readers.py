"""Which of some people may see a space: so that nobody is told of what they can't see."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from accounts.models import Person
from forum.models import Space
from forum.queries.visibility import space_is_visible_to

#: People of one statement, well below what an engine binds at once.
PEOPLE_A_STATEMENT = 500


def readers_among(connection: Connection, space_id: int, people: Iterable[int]) -> set[int]:
    """Those of the people who may see the space now."""
    asked, found = sorted(set(people)), set[int]()
    for begin in range(0, len(asked), PEOPLE_A_STATEMENT):
        some = asked[begin : begin + PEOPLE_A_STATEMENT]
        statement = (
            select(Person.id)
            .join(Space, Space.id == space_id)
            .where(Person.id.in_(some), space_is_visible_to(Person.id.expression))
        )
        found.update(connection.scalars(statement))
    return found
