"""Quoted words: who may read them is asked again each time they are shown."""

from collections.abc import Callable, Iterable

from markupsafe import Markup
from sqlalchemy import Connection, bindparam, select

from accounts.models import Person
from core.identity import Identity
from core.text import quoted_in, with_quotes
from forum.models import Post, Space, Thread
from forum.queries.visibility import POST_IS_VISIBLE
from forum.rules.words import ANONYMOUS_NAME

Show = Callable[[int], Markup | None]

_QUOTED = (
    select(Post.id, Post.no, Post.anonymous, Person.display_name)
    .join(Person, Person.id == Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Post.id.in_(bindparam("post_ids", expanding=True)), POST_IS_VISIBLE)
)


def quotes_open_to(connection: Connection, reader: Identity, post_ids: Iterable[int]) -> Show:
    """What stands above a quote of each post that the reader may see; None for the others."""
    rows = connection.execute(_QUOTED, {"reader_id": reader.id, "post_ids": sorted(post_ids)})
    lines = {row.id: _line(row.id, row.no, _name(row)) for row in rows}
    return lines.get


def for_reader(connection: Connection, reader: Identity, htmls: list[str]) -> list[str]:
    """Rendered texts as this reader may see them; costs nothing when none of them quotes."""
    wanted = set().union(*map(quoted_in, htmls)) if htmls else set()
    if not wanted:
        return htmls
    show = quotes_open_to(connection, reader, wanted)
    return [str(with_quotes(html, show)) for html in htmls]


def _name(row: object) -> str:
    return ANONYMOUS_NAME if row.anonymous else str(row.display_name)  # type: ignore[attr-defined]


def _line(post_id: int, no: int, name: str) -> Markup:
    return Markup(
        '<p class="quote-from"><bdi>{}</bdi>, <a href="/posts/{}">post {}</a>:</p>'
    ).format(name, post_id, no)
