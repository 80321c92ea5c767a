"""Tell somebody something, take it back, mark it as read."""

from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from core.db import insert_into

#: Rows of one INSERT, well below what an engine binds at once.
ROWS_A_STATEMENT = 500


def give_notice(session: Session, person_id: int, key: str, words: str, url: str) -> None:
    """Tell one person, once a key. `words` never hold what somebody wrote in a post."""
    give_notices(session, [person_id], key, words, url)


def give_notices(
    session: Session, person_ids: Iterable[int], key: str, words: str, url: str
) -> None:
    """Tell each of these people the same, once a key."""
    moment, told = now(), sorted(set(person_ids))
    for begin in range(0, len(told), ROWS_A_STATEMENT):
        rows = [
            {"person_id": person_id, "key": key, "words": words, "url": url, "made_at": moment}
            for person_id in told[begin : begin + ROWS_A_STATEMENT]
        ]
        session.execute(
            insert_into(session.connection(), Notice.__table__)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["key", "person_id"])
        )


def take_back_notices(session: Session, key: str) -> None:
    """Nobody is told this any more, read or not: what it is about was hidden or taken away."""
    session.execute(delete(Notice).where(Notice.key == key))


def read_notice(session: Session, person_id: int, notice_id: int) -> None:
    """The person has read this notice of theirs; the first time counts."""
    mine = update(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)
    session.execute(mine.where(Notice.read_at.is_(None)).values(read_at=now()))


def read_all_notices(session: Session, person_id: int) -> None:
    """The person has read whatever they were told so far."""
    unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    session.execute(unread.values(read_at=now()))
