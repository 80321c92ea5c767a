"""What told people of a thread follows it: to where it stands now, for those who see it there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Notice
from forum.actions.moves import merge_threads
from forum.actions.threads import move_thread, rename_thread
from tests.cast import CAROL, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.forum.told import (
    a_post_for,
    follow,
    notices,
    reply,
    tell,
    who_was_told,
)
from tests.reading import rows

NEWS = "Somebody replied in a thread you follow: “Quiet nights”"


def told_of_three_threads(session: Session) -> list[int]:
    """Threads that Carol and Grace follow and are named in, and were told of."""
    threads = [a_post_for(session, CAROL, "thread").thread_id for _ in range(3)]
    for thread_id in threads:
        follow(session, GRACE, thread_id)
        reply(session, thread_id, "@Carol and @Grace, words.")
    tell(session)
    told = who_was_told(session)
    assert (told.count("Carol"), told.count("Grace")) == (6, 6)
    return threads


def test_who_can_not_see_a_thread_where_it_goes_is_told_nothing_of_it(session: Session) -> None:
    moved, merged, _ = told_of_three_threads(session)
    move_thread(session, GRACE.id, moved, CLOSED_SPACE)
    session.commit()
    told = who_was_told(session)
    assert (told.count("Carol"), told.count("Grace")) == (4, 6)
    merge_threads(session, DEV.id, merged, moved)
    session.commit()
    told = who_was_told(session)
    assert (told.count("Carol"), told.count("Grace")) == (2, 6)


def test_a_notice_is_read_where_its_post_is_now(grace: HouseClient, session: Session) -> None:
    merged, into, _ = told_of_three_threads(session)
    merge_threads(session, DEV.id, merged, into)
    session.commit()
    grace.get(f"/threads/{into}")
    unread = select(Notice.key).where(Notice.person_id == GRACE.id, Notice.read_at.is_(None))
    assert len(rows(session, unread)) == 2


def test_a_notice_says_the_title_that_a_thread_has_now(session: Session) -> None:
    thread_id = a_post_for(session, CAROL, "thread").thread_id
    reply(session, thread_id, "@Grace, words.")
    a_post_for(session, DEV, "thread")
    tell(session)
    rename_thread(session, DEV.id, thread_id, "Nights")
    session.commit()
    assert notices(session) == [
        ("Carol", "Somebody replied in a thread you follow: “Nights”"),
        ("Dev", NEWS),
        ("Grace", "Ben named you in “Nights”."),
    ]
