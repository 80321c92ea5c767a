"""What somebody wrote and chose, made ready to be kept while nobody waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.identity import Identity
from core.text import Mentioned, mentioned_in, plain, render
from forum.models import Mention, Post


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a post and what their author chose about them.

    `once` makes one press of a button count once, however often it is sent.
    """

    text: str
    once: str | None = None
    anonymous: bool = False
    speaking_as: str | None = None
    wants: str | None = None
    notes: str = ""
    quote_consent: str = "no"
    reply_to_id: int | None = None
    people: Mapping[str, Mentioned] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What somebody wrote, as it is stored."""

    markdown: str
    html: str
    plain: str
    mentioned: Mapping[str, int]


def rendered(written: Written) -> Rendered:
    """The words as they are stored; called before anything is locked, for it takes its time."""
    html = render(written.text, people=written.people)
    meant = mentioned_in(written.text, written.people) if written.people else set()
    named = {name: who.person_id for name, who in written.people.items()}
    mentioned = {name: person_id for name, person_id in named.items() if person_id in meant}
    return Rendered(written.text, html, plain(html), mentioned)


def note_mentions(session: Session, post_id: int, words: Rendered) -> None:
    """Keep who is meant by the names in a post, in the place of who was."""
    session.execute(delete(Mention).where(Mention.post_id == post_id))
    session.add_all(
        Mention(post_id=post_id, name_folded=name, person_id=person_id)
        for name, person_id in words.mentioned.items()
    )
    session.flush()


def one_press(author: Identity, place: str, words: str, once: str | None) -> str | None:
    """The mark of one press by one person in one place, or None when the form had none."""
    # The words are part of it: a page taken back from the browser's memory brings its `once` along,
    # and something new that is written there must not be taken for something already posted.
    if once is None:
        return None
    told = f"{author.id}\n{place}\n{once}\n{words}"
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:40]


def written_before(session: Session, author: Identity, once: str | None) -> Post | None:
    """The post that this press already made, if it did."""
    if once is None:
        return None
    return session.scalar(select(Post).where(Post.once == once, Post.author_id == author.id))


def hold_author(session: Session, author: Identity) -> None:
    """Have the second of two presses at the same moment wait here for the first."""
    mine = select(Person.id).where(Person.id == author.id)
    session.execute(mine.with_for_update(key_share=True))
