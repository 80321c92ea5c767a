"""Threads the reader may see whose title or posts hold every word."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, or_

from core.identity import Identity
from forum.models import Post, Thread
from forum.queries.threads import THREAD_ROWS, ThreadRow, thread_row
from forum.queries.visibility import POST_IS_LIVE

#: The most that a search shows of one kind; more words find fewer.
MOST_FOUND = 25


def threads_that_mention(
    connection: Connection, reader: Identity, words: Sequence[str]
) -> list[ThreadRow]:
    """The liveliest threads that hold every one of the words, in the title or in a post."""
    looked_for = THREAD_ROWS
    for word in words[:8]:
        in_a_post = exists().where(
            Post.thread_id == Thread.id, POST_IS_LIVE, Post.words.icontains(word, autoescape=True)
        )
        looked_for = looked_for.where(or_(Thread.title.icontains(word, autoescape=True), in_a_post))
    rows = connection.execute(looked_for, {"reader_id": reader.id, "most": MOST_FOUND})
    return [thread_row(row, reader) for row in rows]
