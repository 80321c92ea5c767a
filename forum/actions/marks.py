"""The small marks that readers leave on posts. They are theirs: there is no audit line."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.clock import now
from core.db import insert_into
from forum.models import Reaction, SavedPost


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


def save_post(session: Session, person_id: int, post_id: int) -> None:
    """The post stands among those that the person keeps; saved again it stays where it was."""
    first = insert_into(session.connection(), SavedPost.__table__).values(
        person_id=person_id, post_id=post_id, saved_at=now()
    )
    session.execute(first.on_conflict_do_nothing())


def unsave_post(session: Session, person_id: int, post_id: int) -> None:
    """The person does not keep the post any more, if they did."""
    session.execute(
        delete(SavedPost).where(SavedPost.person_id == person_id, SavedPost.post_id == post_id)
    )
