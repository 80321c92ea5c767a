"""What waits for the moderators of the demonstration, so that their page has something to show."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.identity import Identity
from forum.actions.moderated import POST
from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import Post, Thread
from front.demonstration.people import Member
from front.demonstration.rows import told
from safety.actions.reports import Told, report_thing


def add_moderation(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """A post that waits, and a report, both through the doors' own actions."""
    for entry in told("moderation.toml", "waiting"):
        author = _writer(people[entry["by"]], moment)
        write_reply(session, author, _thread_id(session, entry["thread"]), Written(entry["text"]))
    for entry in told("moderation.toml", "report"):
        thread_id = _thread_id(session, entry["thread"])
        post = select(Post.id).where(Post.thread_id == thread_id, Post.no == entry["post"])
        said = Told(people[entry["by"]].id, entry["category"], entry["words"])
        report_thing(session, POST, session.scalars(post).one(), said)


def _thread_id(session: Session, title: str) -> int:
    return session.scalars(select(Thread.id).where(Thread.title == title)).one()


def _writer(member: Member, moment: datetime) -> Identity:
    """Somebody as the house knows them while they are signed in, which nobody is here."""
    return Identity(member.id, member.display_name, frozenset(), moment, 0, moment, "")
