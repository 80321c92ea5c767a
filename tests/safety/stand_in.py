"""A kind of thing to hold and report: posts, dealt with by the simplest means there are.

The forum's own way with its posts is the forum's matter and is tested there.
"""

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.html import rendered
from core.identity import Identity
from forum.models import Post, Thread
from forum.queries.threads import thread_visible_to
from safety.actions.holds import hold
from safety.actions.kinds import Kind, Shown, know
from safety.actions.reports import Told, report_thing
from safety.models import Report, ReviewItem
from tests.cast import AMINA, BEN, OPEN_SPACE, Member
from tests.factories import a_thread

STAND_IN = "stand-in"


def _shown(connection: Connection, post_id: int) -> Shown | None:
    row = connection.execute(
        select(
            Post.author_id,
            Person.display_name,
            Post.anonymous,
            Post.html,
            Post.words,
            Post.thread_id,
            Thread.title,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Person, Person.id == Post.author_id)
        .where(Post.id == post_id, Post.state != "withdrawn")
    ).first()
    if row is None:
        return None
    name = "Somebody" if row.anonymous else row.display_name
    url = f"/threads/{row.thread_id}"
    return Shown(row.author_id, name, rendered(row.html), row.words, url, row.title)


def _visible_to(connection: Connection, reader: Identity, post_id: int) -> bool:
    row = connection.execute(
        select(Post.thread_id).where(Post.id == post_id, Post.state == "live")
    ).first()
    return row is not None and thread_visible_to(connection, reader, row.thread_id) is not None


def _approve(session: Session, post_id: int, by_id: int) -> None:
    session.execute(update(Post).where(Post.id == post_id).values(state="live"))


def _hide(session: Session, post_id: int, by_id: int, reason: str) -> None:
    hidden = {"state": "hidden", "state_because": reason}
    session.execute(update(Post).where(Post.id == post_id).values(**hidden))


know(STAND_IN, Kind("post", _shown, _visible_to, _approve, _hide))


def a_post(
    session: Session,
    *,
    by: Member = BEN,
    space: int = OPEN_SPACE,
    title: str = "A thread",
    text: str = "First words.",
    anonymous: bool = False,
) -> int:
    """The number of a post that everyone may see."""
    thread = a_thread(session, by=by, space=space, title=title, text=text)
    post = session.query(Post).filter_by(thread_id=thread.id, no=1).one()
    post.anonymous = anonymous
    session.flush()
    return post.id


def a_held_item(
    session: Session,
    post_id: int,
    *,
    by: Member = BEN,
    why: str = "newcomer",
    because: str = "A moderator reads everybody's first 3 posts before others do.",
) -> int:
    """The number of the item of a post that waits."""
    session.execute(update(Post).where(Post.id == post_id).values(state="pending"))
    hold(session, STAND_IN, post_id, by.id, why, because)
    return item_of(session, post_id).id


def a_report(
    session: Session,
    post_id: int,
    *,
    by: Member = AMINA,
    category: str = "unkind",
    words: str = "",
) -> Report:
    """What somebody told us about a post."""
    return report_thing(session, STAND_IN, post_id, Told(by.id, category, words))


def item_of(session: Session, post_id: int) -> ReviewItem:
    """The item of a post."""
    session.flush()
    found = session.query(ReviewItem).filter_by(kind=STAND_IN, thing_id=post_id)
    return found.populate_existing().one()
