"""Mute and block somebody, and undo it. Nobody is told."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts.models import PersonMute
from core.clock import now
from core.db import insert_into


def mute_person(session: Session, person_id: int, other_id: int) -> None:
    """What the other writes is folded away for this person; a block stays the block it is."""
    first = insert_into(session.connection(), PersonMute.__table__).values(
        person_id=person_id, other_id=other_id, kind="mute", made_at=now()
    )
    session.execute(first.on_conflict_do_nothing(index_elements=["person_id", "other_id"]))


def block_person(session: Session, person_id: int, other_id: int) -> None:
    """As a mute, and the other finds nothing of this person; a mute becomes a block."""
    first = insert_into(session.connection(), PersonMute.__table__).values(
        person_id=person_id, other_id=other_id, kind="block", made_at=now()
    )
    session.execute(
        first.on_conflict_do_update(
            index_elements=["person_id", "other_id"], set_={"kind": "block"}
        )
    )


def unmute_person(session: Session, person_id: int, other_id: int) -> None:
    """The mute is gone, if there was one; a block is not undone by mistake."""
    _undo(session, person_id, other_id, "mute")


def unblock_person(session: Session, person_id: int, other_id: int) -> None:
    """The block is gone, if there was one."""
    _undo(session, person_id, other_id, "block")


def _undo(session: Session, person_id: int, other_id: int, kind: str) -> None:
    mine = delete(PersonMute).where(
        PersonMute.person_id == person_id, PersonMute.other_id == other_id
    )
    session.execute(mine.where(PersonMute.kind == kind))
