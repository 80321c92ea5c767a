"""The small marks that readers leave on posts. Whom they thank is theirs: no audit line."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.db import insert_into
from forum.models import Reaction


def react_to_post(session: Session, person_id: int, post_id: int, kind: str) -> None:
    """The person's word stands by the post, once."""
    first = insert_into(session.connection(), Reaction.__table__).values(
        person_id=person_id, post_id=post_id, kind=kind
    )
    session.execute(first.on_conflict_do_nothing())


def take_back_reaction(session: Session, person_id: int, post_id: int, kind: str) -> None:
    """The person's word is gone from the post, if it was there."""
    session.execute(
        delete(Reaction).where(
            Reaction.person_id == person_id, Reaction.post_id == post_id, Reaction.kind == kind
        )
    )
