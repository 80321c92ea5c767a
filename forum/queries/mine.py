"""What is one reader's own, laid over the posts that are the same for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markupsafe import Markup
from sqlalchemy import BindParameter, Connection, bindparam, literal_column, select, union_all

from core.hot import Hot
from core.identity import Identity
from core.text import with_quotes
from forum.cards import PostRow, card, default_fold, joined
from forum.models import Draft, Post, Reaction
from forum.queries.posts import Posts, posts_between
from forum.queries.quotes import quotes_open_to
from forum.queries.threads import ThreadView
from forum.rules.drafts import Place

#: Kinds of reactions, by the post that they are to.
Kinds = dict[int, set[str]]


@dataclass(frozen=True, slots=True)
class Mine:
    """What one reader gave to and got for the posts of a page, and what of theirs still waits.

    `draft_id`: the reply that they have begun.
    """

    reactions: Kinds = field(default_factory=dict)
    thanks: Kinds = field(default_factory=dict)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    draft_id: int | None = None


_reader: BindParameter[int] = bindparam("reader_id")
_here: BindParameter[int] = bindparam("thread_id")
_ours = (Post.thread_id == _here) & Post.no.between(bindparam("first"), bindparam("last"))

# Kinds that came are told apart and not counted: one line each, however many people pressed.
_MINE = Hot(
    union_all(  # type: ignore[arg-type]
        select(literal_column("'reaction'").label("what"), Reaction.post_id, Reaction.kind)
        .join(Post, Post.id == Reaction.post_id)
        .where(Reaction.person_id == _reader, _ours),
        select(literal_column("'thanks'"), Reaction.post_id, Reaction.kind)
        .join(Post, Post.id == Reaction.post_id)
        .where(Post.author_id == _reader, _ours)
        .distinct(),
        select(literal_column("'waiting'"), Post.id, Post.html).where(
            Post.thread_id == _here,
            Post.author_id == _reader,
            Post.state == "pending",
        ),
        select(literal_column("'draft'"), Draft.id, literal_column("''")).where(
            Draft.person_id == _reader, Draft.place == bindparam("place")
        ),
    )
)


def mine_between(
    connection: Connection, reader: Identity, thread_id: int, first: int, last: int
) -> Mine:
    """What is this reader's own in a run of a thread's posts, in one statement."""
    bound = {"reader_id": reader.id, "thread_id": thread_id, "first": first, "last": last}
    place, draft_id = str(Place("thread", thread_id)), None
    found = Mine()
    for what, number, told in _MINE.rows(connection, {**bound, "place": place}):
        if what == "reaction":
            found.reactions.setdefault(number, set()).add(told)
        elif what == "thanks":
            found.thanks.setdefault(number, set()).add(told)
        elif what == "waiting":
            found.waiting.append((number, told))
        else:
            draft_id = number
    return replace(found, draft_id=draft_id)


def cards_for(
    connection: Connection, reader: Identity, posts: Posts, mine: Mine, *, seen: int
) -> tuple[Markup, Markup]:
    """The page's cards as this reader meets them: those up to number `seen`, and those after it."""
    cards = dict(zip(posts.numbers, posts.cards, strict=True))
    for row in posts.rows:
        if row.author_id == reader.id or row.id in mine.reactions:
            cards[row.no] = _made_again(row, reader, mine)
    if posts.quoted:
        show = quotes_open_to(connection, reader, posts.quoted)
        cards = {no: str(with_quotes(one, show)) for no, one in cards.items()}
    return _joined(cards, (no for no in cards if no <= seen)), _joined(
        cards, (no for no in cards if no > seen)
    )


def cards_between(
    connection: Connection, reader: Identity, thread: ThreadView, first: int, last: int
) -> Markup:
    """A run of a thread's posts as this reader meets them, both ends included."""
    mine = mine_between(connection, reader, thread.id, first, last)
    posts = posts_between(connection, thread, first, last)
    _, cards = cards_for(connection, reader, posts, mine, seen=first - 1)
    return cards


def _made_again(row: PostRow, reader: Identity, mine: Mine) -> str:
    return card(
        row,
        fold=default_fold(row),
        yours=row.author_id == reader.id,
        reactions=mine.reactions.get(row.id, ()),
        thanks=mine.thanks.get(row.id, ()),
    )


def _joined(cards: dict[int, str], numbers: Iterable[int]) -> Markup:
    return joined([cards[no] for no in numbers])
