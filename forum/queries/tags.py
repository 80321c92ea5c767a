"""Tags, and the threads under one, as far as the reader may see them."""

from sqlalchemy import Connection, bindparam, exists, select

from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from forum.models import Space, Thread, ThreadTag
from forum.queries.thread_lists import THREAD_ROWS, ThreadRow, thread_row
from forum.queries.visibility import SPACE_IS_VISIBLE, THREAD_IS_LISTED
from forum.rules.tags import TAGS_A_PAGE

_every_tag = select(ThreadTag.tag).distinct().subquery()
_seen_with_it = (
    select(ThreadTag.thread_id)
    .join(Thread, Thread.id == ThreadTag.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(ThreadTag.tag == _every_tag.c.tag, THREAD_IS_LISTED, SPACE_IS_VISIBLE)
)
_TAGS = (
    select(_every_tag.c.tag)
    .where(_every_tag.c.tag > bindparam("after"), exists(_seen_with_it))
    .order_by(_every_tag.c.tag)
    .limit(TAGS_A_PAGE + 1)
)

_UNDER_TAG = keyset(
    THREAD_ROWS.join(ThreadTag, ThreadTag.thread_id == Thread.id).where(
        ThreadTag.tag == bindparam("tag")
    ),
    Thread.last_posted_at,
    Thread.id,
    newest_first=True,
)


def tags_for(connection: Connection, reader: Identity, after: str) -> tuple[list[str], str | None]:
    """The tags of threads the reader may see, from A to Z, and where the next page begins."""
    bound = {"reader_id": reader.id, "after": after}
    found = list(connection.scalars(_TAGS, bound))
    shown = found[:TAGS_A_PAGE]
    return shown, shown[-1] if len(found) > TAGS_A_PAGE else None


def threads_under(
    connection: Connection, reader: Identity, tag: str, after: Cursor | None
) -> Page[ThreadRow]:
    """One page of the threads under a tag, the liveliest first."""
    bound = {"reader_id": reader.id, "tag": tag}
    shown = one_page(connection, _UNDER_TAG, bound, after)
    return shown.shaped(lambda row: thread_row(row, reader))
