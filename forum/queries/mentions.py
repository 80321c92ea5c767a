"""Who is meant by the names after an "@"."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from accounts.models import Person
from core.text import Mentioned, mention_candidates
from forum.models import Mention

_MEANT = (
    select(Mention.name_folded, Person.id, Person.display_name)
    .join(Person, Person.id == Mention.person_id)
    .where(Mention.post_id == bindparam("post_id"))
)


def people_named_in(
    connection: Connection, text: str, post_id: int | None = None
) -> Mapping[str, Mentioned]:
    """The people whose names stand after an "@" in a text, by the name as it is compared.

    Whom a post that is there already meant by a name, it still means, whoever has the name now.
    """
    names = mention_candidates(text)
    if not names:
        return {}
    rows = connection.execute(
        select(Person.name_folded, Person.id, Person.display_name).where(
            Person.name_folded.in_(names)
        )
    )
    meant = connection.execute(_MEANT, {"post_id": post_id}) if post_id else ()
    return {folded: Mentioned(number, name) for folded, number, name in (*rows, *meant)}
