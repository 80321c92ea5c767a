"""What a person was told: their own notices, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from accounts.models import Notice
from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as the list shows it."""

    id: int
    words: str
    url: str
    made_at: datetime
    is_new: bool


_NOTICES = select(
    Notice.id, Notice.words, Notice.url, Notice.made_at, Notice.read_at.is_(None)
).where(Notice.person_id == bindparam("reader_id"))

_NEWEST = keyset(_NOTICES.limit(bindparam("most")), Notice.made_at, Notice.id, newest_first=True)
_ONE = _NOTICES.where(Notice.id == bindparam("notice_id"))


def notices_of(connection: Connection, reader: Identity, after: Cursor | None) -> Page[NoticeRow]:
    """One page of the reader's own notices, the newest first."""
    shown = one_page(connection, _NEWEST, {"reader_id": reader.id}, after)
    return shown.shaped(lambda row: NoticeRow(*row))


def notice_visible_to(connection: Connection, reader: Identity, notice_id: int) -> NoticeRow | None:
    """The notice, if it is the reader's."""
    row = connection.execute(_ONE, {"reader_id": reader.id, "notice_id": notice_id}).first()
    return NoticeRow(*row) if row else None
