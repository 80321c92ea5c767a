"""Move how far somebody has read; what told them of it is then no news any more."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, literal, or_
from sqlalchemy.orm import Session

from accounts.actions.notices import read_notices_where
from accounts.models import Notice
from core.db import insert_into
from forum.models import CaughtUp, ReadPosition
from forum.rules.decisions import address_of_decision
from forum.rules.telling import address_of_post, key_of_thread


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


def catch_up(session: Session, person_id: int, moment: datetime) -> None:
    """Nothing before the moment is news to the person from now on; it never moves back."""
    insert = insert_into(session.connection(), CaughtUp.__table__).values(
        person_id=person_id, at=moment
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id"],
            set_={"at": insert.excluded.at},
            where=CaughtUp.at < insert.excluded.at,
        )
    )


def read_news(
    session: Session, person_id: int, thread_id: int, post_ids: Iterable[int], *, to_the_end: bool
) -> None:
    """Somebody has seen these posts: what led to them has been read, and at the end the news."""
    led_here = Notice.url.in_([address_of_post(post_id) for post_id in post_ids])
    of_thread = and_(Notice.key == key_of_thread(thread_id), literal(to_the_end))
    of_steps = Notice.url == address_of_decision(thread_id)
    read_notices_where(session, person_id, or_(led_here, of_thread, of_steps))


def read_steps(session: Session, person_id: int, thread_id: int) -> None:
    """Somebody has seen where a decision stands: what led to it has been read."""
    read_notices_where(session, person_id, Notice.url == address_of_decision(thread_id))
