"""Moderators and writers at the same moment: no post is lost, no number is given twice."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.refusals import Refusal
from forum.actions.moves import merge_threads, split_thread
from forum.actions.posts import write_reply
from forum.actions.states import approve_post
from forum.actions.threads import move_thread
from forum.actions.writing import Written
from forum.models import Post, Thread
from forum.rules.threads import ThreadMerged
from tests.cast import AMINA, BEN, CAST, CLOSED_SPACE, DEV, OPEN_SPACE
from tests.factories import a_thread
from tests.forum.test_numbering import MANY, at_once
from tests.reading import rows

NUMBERED = select(Post.thread_id, Post.no).order_by(Post.thread_id, Post.no)


def test_merging_while_people_reply(database: Database, session: Session) -> None:
    """Each reply is in one of the two threads, or its writer is told that the thread has gone."""
    source, target = a_thread(session, by=BEN, replies=3).id, a_thread(session, by=AMINA).id
    session.commit()
    told: list[int] = []

    def work(own: Session, number: int) -> None:
        if number == MANY // 2:
            merge_threads(own, DEV.id, source, target)
            return
        who, words = CAST[number % 5].identity(), Written(f"New {number}.", f"n{number}")
        thread_id = source if number % 2 else target
        try:
            write_reply(own, who, thread_id, words)
        except ThreadMerged:
            own.rollback()
            told.append(number)

    assert at_once(database, work) == []
    posts = 5 + MANY - 1 - len(told)
    assert rows(session, NUMBERED) == [(target, no) for no in range(1, posts + 1)]
    last = rows(session, select(Thread.last_post_no).where(Thread.id == target))
    assert last == [(posts,)]
    assert all(number % 2 for number in told)
    words = Counter(word for (word,) in rows(session, select(Post.words)) if "New" in word)
    lost = {f"New {number}." for number in range(MANY) if number != MANY // 2} - set(words)
    assert lost == {f"New {number}." for number in told}


def test_two_threads_cannot_go_into_each_other(database: Database, session: Session) -> None:
    one, other = a_thread(session, replies=4).id, a_thread(session, replies=4).id
    session.commit()
    refused: list[str] = []

    def work(own: Session, number: int) -> None:
        try:
            merge_threads(own, DEV.id, *((one, other) if number % 2 else (other, one)))
        except Refusal as refusal:
            own.rollback()
            refused.append(refusal.sentence)

    assert at_once(database, work) == []
    assert set(refused) == {ThreadMerged.sentence}
    assert len(refused) == MANY // 2
    [(stays,)] = rows(session, select(Thread.id).where(Thread.merged_into_id.is_(None)))
    assert rows(session, NUMBERED) == [(stays, no) for no in range(1, 11)]


def test_what_waits_is_approved_while_its_thread_goes(database: Database, session: Session) -> None:
    source, target = a_thread(session, by=BEN).id, a_thread(session, by=AMINA).id
    waiting = []
    for number in range(MANY):
        post = write_reply(session, AMINA.identity(), source, Written(f"Reply {number}."))
        waiting.append(post.id)
    session.query(Post).where(Post.id.in_(waiting)).update({"no": None, "state": "pending"})
    session.get_one(Thread, source).last_post_no = 1
    session.commit()

    def work(own: Session, number: int) -> None:
        if number == MANY // 2:
            merge_threads(own, DEV.id, source, target)
        else:
            approve_post(own, DEV.id, waiting[number])

    assert at_once(database, work) == []
    approve_last = waiting[MANY // 2]
    with database.write() as own:
        approve_post(own, DEV.id, approve_last)
        own.commit()
    assert rows(session, NUMBERED) == [(target, no) for no in range(1, MANY + 3)]


def test_splitting_moving_and_replying_at_once(database: Database, session: Session) -> None:
    source = a_thread(session, by=BEN, replies=MANY).id
    session.commit()
    refused: list[int] = []

    def work(own: Session, number: int) -> None:
        try:
            if number % 4 == 0:
                # Two of them ask for the same post: the second is told that it is gone.
                split_thread(own, DEV.id, source, [2 + number // 8, 12 + number], f"Part {number}")
            elif number % 4 == 1:
                move_thread(own, DEV.id, source, (OPEN_SPACE, CLOSED_SPACE)[number % 8 == 1])
            else:
                write_reply(own, AMINA.identity(), source, Written(f"New {number}."))
        except Refusal:
            own.rollback()
            refused.append(number)

    assert at_once(database, work) == []
    numbers = rows(session, select(Post.thread_id, Post.no))
    assert len(set(numbers)) == len(numbers)
    written = [number for number in range(MANY) if number % 4 > 1]
    assert len(numbers) == 1 + MANY + len(written)
    [(last,)] = rows(session, select(Thread.last_post_no).where(Thread.id == source))
    assert last == 1 + MANY + len(written)
