"""Search follows threads that are renamed, tagged, moved, merged and split."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from forum.actions.moves import merge_threads, split_thread
from forum.actions.search import index_thread
from forum.actions.threads import move_thread, rename_thread
from forum.models import Thread, ThreadTag
from tests.cast import CLOSED_SPACE, DEV
from tests.client import HouseClient
from tests.forum.searching import found, reply, start


def test_new_tags_and_titles_are_found_when_the_thread_is_indexed(
    amina: HouseClient, session: Session
) -> None:
    post = start(session, "zqone", title="zqold")
    reply(session, post.thread_id, "zqtwo")
    session.add(ThreadTag(thread_id=post.thread_id, tag="quiet-rooms"))
    session.execute(update(Thread).values(title="zqnew"))
    index_thread(session, post.thread_id)
    session.commit()
    assert found(amina, "tag:quiet-rooms") == found(amina, 'tag:"Quiet rooms"') == [2, 1]
    assert (found(amina, "zqold"), found(amina, "zqnew")) == ([], [1])


def test_a_renamed_thread_is_found_by_its_new_title(amina: HouseClient, session: Session) -> None:
    post = start(session, "One.", title="zqold")
    reply(session, post.thread_id, "Two.")
    rename_thread(session, DEV.id, post.thread_id, "zqnew")
    session.commit()
    assert (found(amina, "zqold"), found(amina, "in:title zqnew")) == ([], [1])


def test_a_moved_thread_is_found_where_it_is(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    post = start(session, "zqone", title="zqtitle")
    reply(session, post.thread_id, "zqtwo")
    session.commit()
    for typed in ("zqone", "zqtwo", "zqtitle"):
        assert len(found(carol, typed)) == 1
    move_thread(session, DEV.id, post.thread_id, CLOSED_SPACE)
    session.commit()
    for typed in ("zqone", "zqtwo", "zqtitle"):
        assert (len(found(amina, f"{typed} space:closed")), found(carol, typed)) == (1, []), typed
        assert found(amina, f"{typed} space:open") == []


def test_posts_are_found_in_the_thread_they_went_to(amina: HouseClient, session: Session) -> None:
    source = start(session, "zqone", title="zqsource")
    reply(session, source.thread_id, "zqtwo")
    target = start(session, "zqthree", title="zqtarget")
    merge_threads(session, DEV.id, source.thread_id, target.thread_id)
    session.commit()
    assert [found(amina, typed) for typed in ("zqsource", "zqtarget", "zqone", "zqtwo")] == [
        *([], [1], [2], [3])
    ]
    split_thread(session, DEV.id, target.thread_id, [2, 3], "zqsplit")
    session.commit()
    assert [found(amina, typed) for typed in ("zqsplit", "zqtarget", "zqone", "zqtwo")] == [
        *([1], [1], [1], [2])
    ]
