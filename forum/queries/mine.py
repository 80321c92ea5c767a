"""What is one reader's own, laid over the posts that are the same for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, literal_column, select, union_all

from core.hot import Hot
from core.identity import Identity
from core.stencils import Encoded
from core.text import Show, plain, with_quotes
from forum.cards import PostRow, card, default_cover, joined
from forum.models import Draft, Post, Reaction
from forum.queries.posts import Posts, posts_between
from forum.queries.quotes import quotes_open_to
from forum.queries.threads import ThreadView
from forum.queries.wishes import WISH_ROWS, wishes_from
from forum.rules.drafts import Place
from forum.rules.telling import comparable
from forum.rules.wishes import NO_WISHES, Cover, Wishes, cover_of_post

#: Texts that each server process keeps as words are looked for in them. Unit: posts.
TEXTS_KEPT = 500

#: Kinds of reactions, by the post that they are to.
Kinds = dict[int, set[str]]


@dataclass(slots=True)
class Mine:
    """What one reader gave to and got for the posts of a page, and what of theirs still waits.

    `draft_id`: the reply that they have begun; `wishes`: what they would rather not meet.
    """

    reactions: Kinds = field(default_factory=dict)
    thanks: Kinds = field(default_factory=dict)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    draft_id: int | None = None
    wishes: Wishes = NO_WISHES


_reader: BindParameter[int] = bindparam("reader_id")
_here: BindParameter[int] = bindparam("thread_id")
_ours = (Post.thread_id == _here) & Post.no.between(bindparam("first"), bindparam("last"))

_given: Any = (
    select(literal_column("'reaction'").label("what"), Reaction.post_id, Reaction.kind)
    .join(Post, Post.id == Reaction.post_id)
    .where(Reaction.person_id == _reader, _ours)
)
# Kinds that came are told apart and not counted: one line each, however many people pressed.
_came: Any = (
    select(literal_column("'thanks'"), Reaction.post_id, Reaction.kind)
    .join(Post, Post.id == Reaction.post_id)
    .where(Post.author_id == _reader, _ours)
    .distinct()
)
# A constant and not a value to bind, so that the index of the few that wait serves.
_waits = Post.state == literal_column("'pending'")
_waiting: Any = select(literal_column("'waiting'"), Post.id, Post.html).where(
    Post.thread_id == _here, Post.author_id == _reader, _waits
)
_begun: Any = select(literal_column("'draft'"), Draft.id, literal_column("''")).where(
    Draft.person_id == _reader, Draft.place == bindparam("place")
)
_MINE = Hot(union_all(_given, _waiting, _begun, *WISH_ROWS))
_MINE_AND_THANKS = Hot(union_all(_given, _came, _waiting, _begun, *WISH_ROWS))


def mine_among(connection: Connection, reader: Identity, thread_id: int, posts: Posts) -> Mine:
    """What is this reader's own in a run of a thread's posts, in one statement."""
    wrote = any(row.author_id == reader.id for row in posts.rows)
    bound = {
        "reader_id": reader.id,
        "thread_id": thread_id,
        "first": next(iter(posts.cards), 0),
        "last": posts.last_no,
        "place": str(Place("thread", thread_id)),
    }
    found, chosen = Mine(), []
    for what, number, told in (_MINE_AND_THANKS if wrote else _MINE).rows(connection, bound):
        if what == "reaction":
            found.reactions.setdefault(number, set()).add(told)
        elif what == "thanks":
            found.thanks.setdefault(number, set()).add(told)
        elif what == "waiting":
            found.waiting.append((number, told))
        elif what == "draft":
            found.draft_id = number
        else:
            chosen.append((what, number, told))
    if chosen:
        found.wishes = wishes_from(chosen)
    return found


def cards_for(
    connection: Connection, reader: Identity, posts: Posts, mine: Mine, *, seen: int
) -> tuple[Encoded, Encoded]:
    """The page's cards as this reader meets them: those up to number `seen`, and those after it."""
    wishes, show = mine.wishes, None
    given = mine.reactions
    own = [row for row in posts.rows if row.author_id == reader.id or row.id in given]
    if not own and not posts.quoted and wishes is NO_WISHES and seen >= posts.last_no:
        return posts.whole, joined(())
    if posts.quoted:
        show = quotes_open_to(connection, reader, posts.quoted, wishes)
    covers = _covers(posts.rows, wishes, show) if wishes is not NO_WISHES else {}
    cards = posts.cards.copy()
    for row in posts.rows if covers else own:
        if row.author_id == reader.id:
            cards[row.no] = _made_again(row, mine, yours=True)
        elif row.id in given or row.id in covers:
            cover = covers[row.id] if row.id in covers else default_cover(row)
            cards[row.no] = _made_again(row, mine, cover)
    if show:
        cards = {no: with_quotes(one.decode(), show).encode() for no, one in cards.items()}
    return joined(one for no, one in cards.items() if no <= seen), joined(
        one for no, one in cards.items() if no > seen
    )


def cards_between(
    connection: Connection, reader: Identity, thread: ThreadView, first: int, last: int
) -> Encoded:
    """A run of a thread's posts as this reader meets them, both ends included."""
    posts = posts_between(connection, thread, first, last)
    mine = mine_among(connection, reader, thread.id, posts)
    _, cards = cards_for(connection, reader, posts, mine, seen=first - 1)
    return cards


def _covers(rows: Iterable[PostRow], wishes: Wishes, show: Show | None) -> dict[int, Cover | None]:
    """What stands before each post for this reader where it is not what stands there for others."""
    covers = {row.id: (cover_for(row, wishes, show), default_cover(row)) for row in rows}
    return {post_id: mine for post_id, (mine, default) in covers.items() if mine != default}


def cover_for(row: PostRow, wishes: Wishes, show: Show | None = None) -> Cover | None:
    """What stands before somebody else's post for a reader who has these wishes.

    A word counts where this reader would meet it: in a quote too, unless that is closed to them.
    """
    words = ""
    if wishes.words:
        words = _compared(str(with_quotes(row.html, show)) if show else row.html)
    return cover_of_post(wishes, row.notes, row.named_author_id, words)


# Made of the words of a post and nothing else: it is the same for everyone who meets them.
@lru_cache(TEXTS_KEPT)
def _compared(html: str) -> str:
    return comparable(plain(html))


def _made_again(
    row: PostRow, mine: Mine, cover: Cover | None = None, *, yours: bool = False
) -> bytes:
    return card(
        row,
        cover=cover,
        yours=yours,
        reactions=mine.reactions.get(row.id, ()),
        thanks=mine.thanks.get(row.id, ()),
    ).encode()
