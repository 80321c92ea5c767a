"""Spaces that a person may see, and whether there is something new in them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, select

from core.hot import Hot
from core.identity import Identity
from core.paging import PAGE_ROWS
from forum.models import FollowSpace, ReadPosition, Space, Thread
from forum.queries.reading import has_news
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.rules.spaces import only_for


@dataclass(frozen=True, slots=True)
class SpaceView:
    """A space as its own page shows it."""

    id: int
    key: str
    name: str
    purpose: str
    ground_rules: str
    writers: str
    waits: bool
    titles_public: bool
    archived_at: datetime | None
    group_id: int | None
    readers: str
    follow_level: str | None
    follow_reason: str | None


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space as the list of spaces shows it."""

    key: str
    name: str
    purpose: str
    group_id: int | None
    readers: str
    archived: bool
    last_posted_at: datetime | None
    new_count: int

    @property
    def closed(self) -> str:
        """For whom alone it is, in words; empty when it is for everyone."""
        return only_for(self)

    @property
    def news(self) -> str:
        """In how many threads there is something new, in words; the first page's are counted."""
        if self.new_count == PAGE_ROWS:
            return f"{PAGE_ROWS} or more threads with new posts"
        return f"{self.new_count} thread{'' if self.new_count == 1 else 's'} with new posts"


_followed = (FollowSpace.space_id == Space.id) & (FollowSpace.person_id == bindparam("reader_id"))
_SPACE = Hot(
    select(
        Space.id,
        Space.key,
        Space.name,
        Space.purpose,
        Space.ground_rules,
        Space.writers,
        Space.waits,
        Space.titles_public,
        Space.archived_at,
        Space.group_id,
        Space.readers,
        FollowSpace.level,
        FollowSpace.reason,
    )
    .outerjoin(FollowSpace, _followed)
    .where(Space.key == bindparam("key"), SPACE_IS_VISIBLE)
)

# The threads of a space's first page and no others: a space is as quick to tell of as it grows.
_lively = (
    select(Thread.id, Thread.last_posted_at, Thread.last_post_no)
    .where(Thread.space_id == Space.id, THREAD_IS_LISTED)
    .order_by(Thread.last_posted_at.desc(), Thread.id.desc())
    .correlate(Space)
)
_first_page = _lively.limit(PAGE_ROWS).subquery()
_mine = and_(
    ReadPosition.thread_id == _first_page.c.id, ReadPosition.person_id == bindparam("reader_id")
)
_new = (
    select(func.count())
    .select_from(_first_page)
    .outerjoin(ReadPosition, _mine)
    .where(has_news(_first_page.c))
)
_newest = _lively.with_only_columns(Thread.last_posted_at).limit(1)
_SPACES = (
    select(
        Space.key,
        Space.name,
        Space.purpose,
        Space.group_id,
        Space.readers,
        Space.archived_at.is_not(None),
        _newest.scalar_subquery(),
        _new.scalar_subquery(),
    )
    .where(SPACE_IS_VISIBLE)
    .order_by(Space.position, Space.id)
)


def space_visible_to(connection: Connection, reader: Identity, key: str) -> SpaceView | None:
    """The space of this key if the reader may see it."""
    row = _SPACE.first(connection, {"key": key, "reader_id": reader.id})
    return SpaceView(*tuple(row)) if row else None


def spaces_for(connection: Connection, reader: Identity) -> list[SpaceRow]:
    """Every space the reader may see, in the programme's order, those kept for reading too."""
    rows = connection.execute(_SPACES, {"reader_id": reader.id, "joined_at": reader.joined_at})
    return [SpaceRow(*row) for row in rows]
