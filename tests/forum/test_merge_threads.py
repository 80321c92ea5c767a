"""Two threads become one: every post keeps its words and is found by its old number."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from forum.actions.moves import merge_threads
from forum.actions.states import approve_post
from forum.models import FollowThread, MovedPost, Post, ReadPosition, Thread
from forum.rules.moves import HoldsDecision, KeptForReading, SameThread
from forum.rules.spaces import TooOpen
from forum.rules.threads import ThreadMerged
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV
from tests.client import HouseClient
from tests.factories import a_decision, a_thread
from tests.forum.places import posts_in
from tests.reading import rows

POSTS = select(Post.thread_id, Post.no, Post.words).order_by(Post.thread_id, Post.no)


def two_threads(session: Session, replies: int = 2, more: int = 1) -> tuple[int, int]:
    """The thread that goes and the one that stays."""
    source = a_thread(session, by=BEN, title="The one that goes", replies=replies)
    target = a_thread(session, by=AMINA, title="The one that stays", text="Stay.", replies=more)
    session.commit()
    return source.id, target.id


def test_every_post_gets_the_next_number_in_order(session: Session) -> None:
    source, target = two_threads(session)
    assert merge_threads(session, DEV.id, source, target) == 3
    session.commit()
    assert rows(session, POSTS) == [
        (target, 1, "Stay."),
        (target, 2, "Reply 1."),
        (target, 3, "First words."),
        (target, 4, "Reply 1."),
        (target, 5, "Reply 2."),
    ]
    counted = select(Thread.last_post_no, Thread.moved_away, Thread.merged_into_id)
    assert rows(session, counted.order_by(Thread.id)) == [(3, 3, target), (5, 0, None)]
    moved = select(MovedPost.thread_id, MovedPost.no).order_by(MovedPost.no)
    assert rows(session, moved) == [(source, 1), (source, 2), (source, 3)]


@pytest.mark.parametrize(
    ("asked", "no"),
    [
        ("", 31),
        ("?from=1", 31),
        ("?from=5", 35),
        ("?from=27", 57),
        ("?from=99", 60),
        ("?page=2", 56),
        ("?page=9", 60),
        ("?page=x", 31),
        ("?from=x&page=2", 56),
    ],
)
def test_old_addresses_lead_to_the_post(
    amina: HouseClient, session: Session, asked: str, no: int
) -> None:
    source, target = two_threads(session, replies=29, more=29)
    merge_threads(session, DEV.id, source, target)
    session.commit()
    answer = amina.get(f"/threads/{source}{asked}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/threads/{target}?from={no}#p{no}"
    assert no in posts_in(amina.get(f"/threads/{target}?from={no}"))


def test_a_chain_of_merges_is_followed(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    first, second = two_threads(session)
    third = a_thread(session, title="At the end").id
    merge_threads(session, DEV.id, first, second)
    merge_threads(session, DEV.id, second, third)
    session.commit()
    # First's post 2 was 4 in the second thread, whose posts begin at 2 in the third.
    for old, no in ((f"{first}?from=2", 5), (f"{second}?from=4", 5), (str(second), 2)):
        answer = amina.get(f"/threads/{old}")
        assert answer.headers["Location"] == f"/threads/{third}?from={no}#p{no}"
    assert dev.get(f"/threads/{first}/tools").status_code == 302
    # A fourth may be put into the first, which stands for the third by now.
    fourth = a_thread(session, title="Late").id
    session.commit()
    answer = dev.post(f"/threads/{fourth}/merge", {"into": f"/threads/{first}"})
    assert answer.headers["Location"] == f"/threads/{third}?from=7#p7"


def test_words_in_flight_go_where_the_thread_went(amina: HouseClient, session: Session) -> None:
    source, target = two_threads(session)
    merge_threads(session, DEV.id, source, target)
    session.commit()
    answer = amina.post(f"/threads/{source}/replies", {"text": "Still here.", "shown": "3"})
    assert answer.headers["Location"] == f"/threads/{target}?page=1#p6"
    assert rows(session, POSTS)[-1] == (target, 6, "Still here.")


def test_what_waits_goes_along_and_gets_its_number_there(session: Session) -> None:
    source, target = two_threads(session)
    waiting = session.scalars(select(Post).where(Post.thread_id == source, Post.no == 3)).one()
    waiting.no, waiting.state = None, "pending"
    session.get_one(Thread, source).last_post_no = 2
    session.flush()
    merge_threads(session, DEV.id, source, target)
    approve_post(session, DEV.id, waiting.id)
    session.commit()
    assert rows(session, POSTS)[-1] == (target, 5, "Reply 2.")


@pytest.mark.parametrize(
    ("in_source", "in_target", "after"),
    [
        # Whoever had read all of the target has read what they had read of the other ...
        (3, 2, 5),
        (2, 2, 4),
        (None, 2, 2),
        # ... and nobody else has, because a number says that all before it was read.
        (3, 1, 1),
        (3, None, None),
    ],
)
def test_nothing_unread_counts_as_read(
    session: Session, in_source: int | None, in_target: int | None, after: int | None
) -> None:
    source, target = two_threads(session)
    for thread, no in ((source, in_source), (target, in_target)):
        if no is not None:
            session.add(ReadPosition(person_id=CAROL.id, thread_id=thread, no=no))
    session.flush()
    merge_threads(session, DEV.id, source, target)
    session.commit()
    carols = select(ReadPosition.no).where(
        ReadPosition.person_id == CAROL.id, ReadPosition.thread_id == target
    )
    assert rows(session, carols) == ([(after,)] if after is not None else [])


def test_followers_follow_on_unless_they_chose_otherwise(session: Session) -> None:
    source, target = two_threads(session)
    for who, thread, level in (
        (AMINA, source, "mail"),
        (BEN, source, "mail"),
        (BEN, target, "nothing"),
        (DEV, source, "site"),
    ):
        session.merge(
            FollowThread(person_id=who.id, thread_id=thread, level=level, reason="chosen")
        )
    session.flush()
    merge_threads(session, DEV.id, source, target)
    session.commit()
    followed = select(FollowThread.person_id, FollowThread.level).where(
        FollowThread.thread_id == target
    )
    assert rows(session, followed.order_by(FollowThread.person_id)) == [
        # Amina started the target, and chose for the other: what she chose is kept.
        (AMINA.id, "mail"),
        (BEN.id, "nothing"),
        (DEV.id, "site"),
    ]


def test_lists_show_one_thread(amina: HouseClient, session: Session) -> None:
    source, target = two_threads(session)
    merge_threads(session, DEV.id, source, target)
    session.commit()
    text = amina.get("/spaces/open").text
    assert re.findall(r'<h2><a href="/threads/(\d+)', text) == [str(target)]
    assert "<span>4 replies</span>" in text
    assert rows(session, select(Notice.person_id, Notice.url)) == [(BEN.id, f"/threads/{source}")]


def test_twice_is_once(dev: HouseClient, session: Session) -> None:
    source, target = two_threads(session)
    answers = [merge_threads(session, DEV.id, source, target) for _ in "ab"]
    session.commit()
    assert answers == [3, 3]
    assert len(rows(session, POSTS)) == 5


def test_what_is_refused(session: Session) -> None:
    source, target = two_threads(session)
    closed = a_thread(session, by=BEN, space=CLOSED_SPACE).id
    old = a_thread(session, by=BEN)
    old.archived_at = now()
    promised = a_decision(session, by=BEN).id
    merged = a_thread(session, by=BEN).id
    session.flush()
    merge_threads(session, DEV.id, merged, target)
    before = session.execute(POSTS).all()
    for one, other, refusal in (
        (source, source, SameThread),
        (closed, target, TooOpen),
        (source, old.id, KeptForReading),
        (promised, target, HoldsDecision),
        (merged, source, ThreadMerged),
        (source, merged, ThreadMerged),
    ):
        with pytest.raises(refusal):
            merge_threads(session, DEV.id, one, other)
    assert session.execute(POSTS).all() == before


def test_an_open_thread_may_go_behind_a_closed_door(
    grace: HouseClient, carol: HouseClient, session: Session
) -> None:
    source, _ = two_threads(session)
    closed = a_thread(session, by=BEN, space=CLOSED_SPACE, title="Behind the door").id
    session.commit()
    assert grace.post(f"/threads/{source}/merge", {"into": str(closed)}).status_code == 303
    answer = carol.get(f"/threads/{source}?from=2")
    assert (answer.status_code, "Behind" in answer.text) == (404, False)
    assert carol.post(f"/threads/{source}/replies", {"text": "Hello?"}).status_code == 404
