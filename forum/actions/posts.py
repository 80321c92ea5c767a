"""Start a thread, reply, and move how far somebody has read."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core import audit
from core.clock import now
from core.db import insert_into
from core.identity import Identity
from core.text import RENDER_VERSION, plain, render
from forum.cards import card
from forum.models import Post, ReadPosition, Thread


def start_thread(  # noqa: PLR0913, PLR0917 - what a thread is made of
    session: Session, author: Identity, space_id: int, title: str, text: str, once: str | None
) -> Post:
    """The first post of a new thread; the same words with the same `once` give the same post."""
    words = _rendered(text)
    once = _one_press(author, f"space {space_id}", f"{title}\n{text}", once)
    name = _own_name(session, author)
    written = _written_before(session, author, once)
    if written:
        return written
    moment = now()
    thread = Thread(
        space_id=space_id,
        title=title,
        author_id=author.id,
        started_at=moment,
        last_post_no=1,
        last_posted_at=moment,
    )
    session.add(thread)
    session.flush()
    post = _add_post(session, author.id, name, thread, words, once)
    audit.note(session, author.id, "thread_started", "thread", thread.id)
    session.flush()
    return post


def write_reply(
    session: Session, author: Identity, thread_id: int, text: str, once: str | None
) -> Post:
    """The next post of a thread; the same words with the same `once` give the same post."""
    words = _rendered(text)
    once = _one_press(author, f"thread {thread_id}", text, once)
    # The lock decides who gets the next number; on SQLite the whole transaction is the lock.
    thread = session.scalars(select(Thread).where(Thread.id == thread_id).with_for_update()).one()
    name = _own_name(session, author)
    written = _written_before(session, author, once)
    if written:
        return written
    thread.last_post_no += 1
    thread.last_posted_at = now()
    post = _add_post(session, author.id, name, thread, words, once)
    audit.note(session, author.id, "reply_written", "post", post.id)
    session.flush()
    return post


def _one_press(author: Identity, place: str, words: str, once: str | None) -> str | None:
    # The words are part of it: a page taken back from the browser's memory brings its `once` along,
    # and something new that is written there must not be taken for something already posted.
    if once is None:
        return None
    told = f"{author.id}\n{place}\n{once}\n{words}"
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:40]


def _written_before(session: Session, author: Identity, once: str | None) -> Post | None:
    if once is None:
        return None
    return session.scalar(select(Post).where(Post.once == once, Post.author_id == author.id))


def _own_name(session: Session, author: Identity) -> str:
    # The name as it is now, which cannot change until this post is kept: a card must not keep an
    # old one. And of two presses at the same moment the second waits here for the first.
    mine = select(Person.display_name).where(Person.id == author.id)
    return session.scalars(mine.with_for_update(key_share=True)).one()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What somebody wrote, as it is stored."""

    markdown: str
    html: str
    plain: str


def _rendered(text: str) -> Rendered:
    # Before anything is locked: nobody should wait for the writer's turn while text is rendered.
    html = render(text)
    return Rendered(text, html, plain(html))


def _add_post(  # noqa: PLR0913, PLR0917 - what a post is made of
    session: Session, author_id: int, name: str, thread: Thread, words: Rendered, once: str | None
) -> Post:
    post = Post(
        thread_id=thread.id,
        no=thread.last_post_no,
        author_id=author_id,
        markdown=words.markdown,
        html=words.html,
        words=words.plain,
        card=card(thread.last_post_no, name, thread.last_posted_at, words.html),
        render_version=RENDER_VERSION,
        posted_at=thread.last_posted_at,
        once=once,
    )
    session.add(post)
    session.flush()
    move_read_position(session, author_id, thread.id, post.no)
    return post


def move_read_position(session: Session, person_id: int, thread_id: int, no: int) -> None:
    """Remember that somebody has read up to a post; it never moves back."""
    insert = insert_into(session.connection(), ReadPosition.__table__).values(
        person_id=person_id, thread_id=thread_id, no=no
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"no": insert.excluded.no},
            where=ReadPosition.no < insert.excluded.no,
        )
    )


def renew_cards(session: Session, person_id: int) -> None:
    """Write the person's present name on the cards of all their posts."""
    name = session.scalars(select(Person.display_name).where(Person.id == person_id)).one()
    rows = session.execute(
        select(Post.id, Post.no, Post.posted_at, Post.html).where(Post.author_id == person_id)
    )
    renewed = [{"id": row.id, "card": card(row.no, name, row.posted_at, row.html)} for row in rows]
    if renewed:
        session.execute(update(Post), renewed)
