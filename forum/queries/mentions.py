"""Who is meant by the names after an "@"."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from accounts.models import Person
from core.text import Mentioned, mention_candidates


def people_named_in(connection: Connection, text: str) -> Mapping[str, Mentioned]:
    """The people whose names stand after an "@" in a text, by the name as it is compared."""
    names = mention_candidates(text)
    if not names:
        return {}
    rows = connection.execute(
        select(Person.name_folded, Person.id, Person.display_name).where(
            Person.name_folded.in_(names)
        )
    )
    return {folded: Mentioned(person_id, name) for folded, person_id, name in rows}
