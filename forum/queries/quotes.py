"""Quoted words: who may read them is asked again each time they are shown."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, bindparam, select

from accounts.models import Person
from core.identity import Identity
from core.text import Behind, Show, quoted_in, with_quotes
from forum.models import Post, Space, Thread
from forum.queries.visibility import POST_IS_VISIBLE
from forum.rules.wishes import NO_WISHES, Wishes, cover_of_post
from forum.rules.words import ANONYMOUS_NAME

_QUOTED = (
    select(Post.id, Post.no, Post.author_id, Post.anonymous, Post.notes, Person.display_name)
    .join(Person, Person.id == Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Post.id.in_(bindparam("post_ids", expanding=True)), POST_IS_VISIBLE)
)


def quotes_open_to(
    connection: Connection, reader: Identity, post_ids: Iterable[int], wishes: Wishes = NO_WISHES
) -> Show:
    """What stands above a quote of each post that the reader may see; None for the others.

    A quote is covered for the reader as the post itself is.
    """
    rows = connection.execute(_QUOTED, {"reader_id": reader.id, "post_ids": sorted(post_ids)})
    lines = {row.id: _covered(row, reader, wishes) for row in rows}
    return lines.get


def for_reader(
    connection: Connection, reader: Identity, htmls: list[str], wishes: Wishes = NO_WISHES
) -> list[str]:
    """Rendered texts as this reader may see them; costs nothing when none of them quotes."""
    wanted = set().union(*map(quoted_in, htmls)) if htmls else set()
    if not wanted:
        return htmls
    show = quotes_open_to(connection, reader, wanted, wishes)
    return [str(with_quotes(html, show)) for html in htmls]


def _covered(row: Any, reader: Identity, wishes: Wishes) -> Markup | Behind:
    name = ANONYMOUS_NAME if row.anonymous else str(row.display_name)
    line = _line(row.id, row.no, name)
    if row.author_id == reader.id:
        return line
    cover = cover_of_post(wishes, row.notes, None if row.anonymous else row.author_id)
    return Behind(f"{cover.sentence} Show the quoted words", line) if cover else line


def _line(post_id: int, no: int, name: str) -> Markup:
    return Markup(
        '<p class="quote-from"><bdi>{}</bdi>, <a href="/posts/{}">post {}</a>:</p>'
    ).format(name, post_id, no)
