"""Tell somebody something, say it anew, take it back, mark it as read."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from core.db import insert_into


def give_notice(session: Session, person_id: int, key: str, words: str, url: str) -> None:
    """Tell one person, once a key. `words` never hold what somebody wrote in a post."""
    give_notices(session, [person_id], key, words, url)


def give_notices(
    session: Session, person_ids: Iterable[int], key: str, words: str, url: str
) -> None:
    """Tell each of these people the same, once a key."""
    rows = _rows(person_ids, key, words, url)
    if rows:
        new = insert_into(session.connection(), Notice.__table__)
        session.execute(new.on_conflict_do_nothing(index_elements=["key", "person_id"]), rows)


def renew_notices(
    session: Session, person_ids: Iterable[int], key: str, words: str, url: str
) -> None:
    """Tell each of these people the newest under a key that goes on and on.

    Whoever has not read what they were told under it keeps that, and is told nothing more.
    """
    rows = _rows(person_ids, key, words, url)
    if rows:
        new = insert_into(session.connection(), Notice.__table__)
        told = {name: new.excluded[name] for name in ("words", "url", "made_at")}
        anew = new.on_conflict_do_update(
            index_elements=["key", "person_id"],
            set_={**told, "read_at": None},
            where=and_(Notice.read_at.is_not(None), Notice.url != new.excluded.url),
        )
        session.execute(anew, rows)


def _rows(person_ids: Iterable[int], key: str, words: str, url: str) -> list[dict[str, Any]]:
    moment = now()
    return [
        {"person_id": person_id, "key": key, "words": words, "url": url, "made_at": moment}
        for person_id in sorted(set(person_ids))
    ]


def reword_notices(
    session: Session, which: ColumnElement[bool], change: Callable[[str], str]
) -> None:
    """Say what these notices say in other words; when, to whom and whether read stays."""
    for notice in session.scalars(select(Notice).where(which)):
        notice.words = change(notice.words)
    session.flush()


def take_back_notices(session: Session, key: str) -> None:
    """Nobody is told this any more, read or not: what it is about was hidden or taken away."""
    session.execute(delete(Notice).where(Notice.key == key))


def take_back_where(session: Session, *which: ColumnElement[bool]) -> bool:
    """True when there were such notices; nobody is told this any more."""
    gone = session.execute(delete(Notice).where(*which))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def read_notice(session: Session, person_id: int, notice_id: int) -> None:
    """The person has read this notice of theirs; the first time counts."""
    mine = update(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)
    session.execute(mine.where(Notice.read_at.is_(None)).values(read_at=now()))


def read_notices_where(session: Session, person_id: int, which: ColumnElement[bool]) -> None:
    """The person has seen what these notices of theirs are about; when they did is not kept."""
    mine = update(Notice).where(Notice.person_id == person_id, which)
    session.execute(mine.where(Notice.read_at.is_(None)).values(read_at=Notice.made_at))


def read_all_notices(session: Session, person_id: int) -> None:
    """The person has read whatever they were told so far."""
    unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    session.execute(unread.values(read_at=now()))
