"""A thread as every list shows it, and lists of them."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from core.clock import day_and_time
from core.stencils import Fact, filled
from forum.queries.thread_lists import ThreadRow
from forum.rules.decisions import label_of
from forum.rules.words import notes_in_words

#: Rows that each server process keeps in memory. Unit: rows, of about 1 kB.
ROWS_KEPT = 4_000

_ITEM, _ROW = "forum/_thread_item.html", "forum/_thread_row.html"


def thread_rows(
    threads: Sequence[ThreadRow], level: int = 2, *, with_space: bool = False
) -> Markup:
    """A list of threads; `level` is that of their headings."""
    heading = Fact(level)
    items = [_filled(_ITEM, thread, heading, with_space) for thread in threads]
    return filled("forum/_thread_rows.html", items=Markup("\n").join(items))


def thread_row(thread: ThreadRow, level: int = 2, *, with_space: bool = False) -> Markup:
    """The thread's title, what is new in it and about it."""
    return _filled(_ROW, thread, Fact(level), with_space)


# Made of nothing but what it is called with: for the same row it is the same for everyone.
@lru_cache(ROWS_KEPT)
def _filled(template: str, thread: ThreadRow, level: Fact, with_space: bool) -> Markup:  # noqa: FBT001 - a cache's key
    begins_later = thread.unread and thread.first_unread_no > 1
    replies = thread.reply_count
    return filled(
        template,
        level=level,
        cover=thread.cover and f"{thread.cover} Show it this once",
        id=thread.id,
        title=thread.title,
        from_no=thread.first_unread_no if begins_later else None,
        news=thread.news if thread.unread else None,
        pinned=thread.pinned,
        kind=label_of(thread.kind, thread.stage),
        closed=thread.closed,
        note=notes_in_words(thread.notes) or None,
        space_name=thread.space_name if with_space else None,
        author_name=thread.author_name,
        replies=f"{replies} repl{'y' if replies == 1 else 'ies'}",
        last_at=thread.last_posted_at.isoformat(),
        last_at_in_words=day_and_time(thread.last_posted_at),
    )
