"""The marks that one reader left on posts, which nobody else is shown."""

from sqlalchemy import Connection, select

from core.identity import Identity
from forum.models import Reaction


def reactions_by(connection: Connection, reader: Identity, post_id: int) -> frozenset[str]:
    """The kinds of words that the reader has given to a post."""
    theirs = select(Reaction.kind).where(
        Reaction.person_id == reader.id, Reaction.post_id == post_id
    )
    return frozenset(connection.scalars(theirs))
