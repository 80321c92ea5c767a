"""What the tests of telling people share: ways to hear of a post, and who was told what."""

from datetime import timedelta

import time_machine
from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from accounts.models import Notice, Person
from core.clock import now
from core.mail.outbox import OutboxMail
from forum.actions.fan_out import tell_due
from forum.actions.posts import start_thread, write_reply
from forum.actions.writing import Written
from forum.models import FanOut, FollowSpace, FollowThread, Post
from forum.queries.mentions import people_named_in
from forum.rules.telling import PEOPLE_A_PIECE, UNDO_MINUTES
from tests.cast import AMINA, BEN, JOINED, OPEN_SPACE, Member
from tests.factories import a_thread
from tests.reading import rows

URL = "https://network.example.org"

#: In this way somebody hears of a post: it names them, answers them, or they follow.
WAYS_TO_HEAR = ("named", "answered", "thread", "space")


def tell(session: Session, most: int = PEOPLE_A_PIECE) -> int:
    """How many pieces the worker found due now, each kept."""
    pieces = 0
    while tell_due(session, URL, most):
        session.commit()
        pieces += 1
    session.rollback()
    return pieces


def tell_later(session: Session, minutes: int = UNDO_MINUTES) -> int:
    """The same, so many minutes from now."""
    with time_machine.travel(now() + timedelta(minutes=minutes, seconds=1), tick=False):
        return tell(session)


def follow(
    session: Session, who: Member, thread_id: int, level: str = "mail", reason: str = "chosen"
) -> None:
    """Have somebody follow a thread."""
    found = FollowThread(person_id=who.id, thread_id=thread_id, level=level, reason=reason)
    session.add(found)
    session.flush()


def reply(session: Session, thread_id: int, text: str = "Words.", by: Member = BEN, **told) -> Post:
    """Somebody's reply, with whoever is named in it."""
    people = people_named_in(session.connection(), text)
    return write_reply(session, by.identity(), thread_id, Written(text, people=people, **told))


def a_post_for(session: Session, who: Member, how: str, space: int = OPEN_SPACE, **told) -> Post:
    """A post by Ben of which somebody is to hear in this way, on the site and by mail."""
    title, text = "Quiet nights", "Some words about kettles."
    if how == "space":
        session.merge(FollowSpace(person_id=who.id, space_id=space, level="mail", reason="chosen"))
        return start_thread(session, BEN.identity(), space, title, Written(text, **told))
    thread_id = a_quiet_thread(session, space=space, title=title)
    if how == "named":
        text = f"@{who.name}, {text}"
    if how == "answered":
        told["reply_to_id"] = reply(session, thread_id, "Mine.", by=who).id
    if how == "thread":
        follow(session, who, thread_id)
    return reply(session, thread_id, text, **told)


def a_quiet_thread(session: Session, **told) -> int:
    """A thread by Amina of which nobody is told, and which nobody follows."""
    thread_id = a_thread(session, by=AMINA, **told).id
    session.execute(delete(FanOut).where(FanOut.post_id.in_(posts_in(thread_id))))
    session.execute(delete(FollowThread).where(FollowThread.thread_id == thread_id))
    return thread_id


def followers(session: Session, thread_id: int, many: int) -> None:
    """So many people who follow a thread by mail."""
    start = (session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)) or 0) + 1_000
    numbers = range(start, start + many)
    session.execute(
        insert(Person),
        [
            {
                "id": number,
                "display_name": f"Person {number}",
                "name_folded": f"person {number}",
                "address": f"person-{number}@example.org",
                "joined_at": JOINED,
                "demonstration": False,
            }
            for number in numbers
        ],
    )
    session.execute(
        insert(FollowThread),
        [
            {"person_id": number, "thread_id": thread_id, "level": "mail", "reason": "chosen"}
            for number in numbers
        ],
    )


def a_followed_post_alone(session: Session, many: int, text: str = "Words.") -> int:
    """The number of a reply in a thread that so many people follow; nothing else in it is told."""
    thread_id = a_quiet_thread(session)
    followers(session, thread_id, many)
    return reply(session, thread_id, text).id


def a_followed_post(session: Session, many: int) -> int:
    """The same, kept."""
    post_id = a_followed_post_alone(session, many)
    session.commit()
    return post_id


def posts_in(thread_id: int) -> Select[int]:
    """The numbers of a thread's posts."""
    return select(Post.id).where(Post.thread_id == thread_id)


def notices(session: Session) -> list[tuple[str, str]]:
    """Who was told what on the site, without the marks around a name; in the order of names."""
    told = select(Person.display_name, Notice.words).join(Person, Person.id == Notice.person_id)
    found = rows(session, told.order_by(Person.display_name, Notice.id))
    return [(name, words.replace("\u2068", "").replace("\u2069", "")) for name, words in found]


def who_was_told(session: Session) -> list[str]:
    """Who has a notice, as often as they have one."""
    return [name for name, _ in notices(session)]


def who_was_mailed(session: Session) -> list[str]:
    """To whom a mail about a post was queued, once a mail."""
    told = select(OutboxMail.to_name).where(OutboxMail.key.startswith("post_told:"))
    return [name for (name,) in rows(session, told.order_by(OutboxMail.to_name, OutboxMail.id))]


def told_of(session: Session) -> list[int]:
    """Who has a notice, in order, as often as they have one."""
    return [number for (number,) in rows(session, select(Notice.person_id).order_by(Notice.id))]
