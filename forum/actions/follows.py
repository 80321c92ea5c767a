"""Follow threads and spaces. What somebody chose stays, and is theirs: no audit line."""

from typing import Any

from sqlalchemy.orm import Session

from core.db import insert_into
from forum.models import FollowSpace, FollowThread
from forum.rules.follows import LEVEL_BY_ITSELF


def follow_by_itself(session: Session, person_id: int, thread_id: int, reason: str) -> None:
    """The person follows a thread because of what happened, unless they do or chose not to.

    `reason` is started, replied or mentioned; the first one stays.
    """
    first = insert_into(session.connection(), FollowThread.__table__).values(
        person_id=person_id, thread_id=thread_id, level=LEVEL_BY_ITSELF, reason=reason
    )
    session.execute(first.on_conflict_do_nothing(index_elements=["person_id", "thread_id"]))


def follow_thread(session: Session, person_id: int, thread_id: int, level: str) -> None:
    """The person hears about a thread as they chose; the last choice counts."""
    _choose(
        session, FollowThread.__table__, {"person_id": person_id, "thread_id": thread_id}, level
    )


def follow_space(session: Session, person_id: int, space_id: int, level: str) -> None:
    """The person hears about new threads in a space as they chose; the last choice counts."""
    key = {"person_id": person_id, "space_id": space_id}
    _choose(session, FollowSpace.__table__, key, level)


def _choose(session: Session, table: Any, key: dict[str, int], level: str) -> None:
    chosen = {"level": level, "reason": "chosen"}
    first = insert_into(session.connection(), table).values(**key, **chosen)
    session.execute(first.on_conflict_do_update(index_elements=list(key), set_=chosen))
