"""What told people of a post goes with it, and comes back with it; a change tells nothing twice."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Notice
from forum.actions.changes import edit_post, withdraw_post
from forum.actions.moves import merge_threads
from forum.actions.states import approve_post, hide_post
from forum.actions.writing import Written
from forum.models import FanOut, Post, Thread
from forum.queries.mentions import people_named_in
from tests.cast import AMINA, BEN, CAROL, DEV
from tests.factories import a_thread
from tests.forum.told import (
    a_post_for,
    a_quiet_thread,
    follow,
    notices,
    reply,
    tell,
    tell_later,
    who_was_mailed,
    who_was_told,
)
from tests.reading import count, rows

NEWS = "Somebody replied in a thread you follow: “Quiet nights”"


def edit(session: Session, post_id: int, text: str, **told) -> None:
    """Ben has his post say something else."""
    people = people_named_in(session.connection(), text, post_id)
    edit_post(session, BEN.identity(), post_id, Written(text, people=people, **told))
    session.commit()


def hide(session: Session, post_id: int) -> None:
    hide_post(session, DEV.id, post_id, "Because.")
    session.commit()


def a_held_post(session: Session) -> int:
    """A reply that waits for a moderator; it names Grace, in a thread that Carol follows."""
    post = a_post_for(session, CAROL, "thread")
    edit(session, post.id, "@Grace, words.")
    post = session.get_one(Post, post.id)
    session.execute(delete(FanOut))
    session.execute(delete(Notice))
    post.state, post.no = "pending", None
    session.get_one(Thread, post.thread_id).last_post_no -= 1
    session.commit()
    return post.id


def test_a_held_post_tells_nobody_and_once_approved_tells_once(session: Session) -> None:
    post_id = a_held_post(session)
    edit(session, post_id, "@Grace and @Dev, other words.")
    tell(session)
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == ([], [])
    for _ in range(2):
        approve_post(session, DEV.id, post_id)
        session.commit()
        tell(session)
        tell_later(session)
    assert who_was_told(session) == ["Carol", "Dev", "Grace"]
    assert who_was_mailed(session) == ["Carol", "Dev", "Grace"]


def test_a_held_post_that_is_hidden_tells_nobody(session: Session) -> None:
    post_id = a_held_post(session)
    hide(session, post_id)
    tell(session)
    tell_later(session)
    assert (who_was_told(session), count(session, FanOut)) == ([], 0)


@pytest.mark.parametrize("away", ["hidden", "withdrawn"])
def test_what_told_of_a_post_goes_with_it(session: Session, away: str) -> None:
    post_id = a_post_for(session, CAROL, "thread").id
    edit(session, post_id, "@Grace, words.")
    tell(session)
    assert who_was_told(session) == ["Carol", "Grace"]
    if away == "hidden":
        hide(session, post_id)
    else:
        withdraw_post(session, BEN.identity(), post_id)
        session.commit()
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == ([], [])
    assert count(session, FanOut) == 0


def test_a_notice_that_went_makes_room_for_the_next_post(session: Session) -> None:
    first = a_post_for(session, CAROL, "thread")
    first_id, thread_id = first.id, first.thread_id
    gone, last = reply(session, thread_id).id, reply(session, thread_id).id
    tell(session)
    hide(session, gone)
    assert rows(session, select(Notice.url)) == [(f"/posts/{first_id}",)]
    hide(session, first_id)
    assert notices(session) == []
    tell(session)
    assert notices(session) == [("Carol", NEWS)]
    assert rows(session, select(Notice.url)) == [(f"/posts/{last}",)]


def test_a_notice_goes_from_the_thread_that_the_post_was_in(session: Session) -> None:
    post = a_post_for(session, CAROL, "thread")
    post_id, old = post.id, post.thread_id
    tell(session)
    merge_threads(session, DEV.id, old, a_thread(session, by=AMINA).id)
    session.commit()
    assert "Carol" in who_was_told(session)
    hide(session, post_id)
    assert "Carol" not in who_was_told(session)


def test_a_post_that_comes_back_is_told_of_again(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "thread").id
    tell(session)
    hide(session, post_id)
    approve_post(session, DEV.id, post_id)
    session.commit()
    assert notices(session) == []
    tell(session)
    tell_later(session)
    assert (notices(session), who_was_mailed(session)) == ([("Carol", NEWS)], ["Carol"])


def test_an_edit_tells_nothing_twice(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "named").id
    tell(session)
    for text in ("@Carol, other words.", "And others, @Carol."):
        edit(session, post_id, text)
        tell(session)
    tell_later(session)
    tell_later(session, 60)
    assert (who_was_told(session), who_was_mailed(session)) == (["Carol"], ["Carol"])


def test_an_edit_tells_those_who_are_named_only_now_and_on_the_site(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "named").id
    tell(session)
    tell_later(session)
    for _ in range(2):
        edit(session, post_id, "@Carol and @Grace, words.")
        tell(session)
        tell_later(session, 60)
    assert notices(session) == [
        ("Carol", "Ben named you in “Quiet nights”."),
        ("Grace", "Ben named you in “Quiet nights”."),
    ]
    assert who_was_mailed(session) == ["Carol"]


def test_who_is_not_named_any_more_need_not_wonder(session: Session) -> None:
    post = a_post_for(session, CAROL, "named")
    post_id = post.id
    follow(session, CAROL, post.thread_id, "site")
    tell(session)
    edit(session, post_id, "@Grace, words.")
    assert notices(session) == [
        ("Carol", NEWS),
        ("Grace", "Ben named you in “Quiet nights”."),
    ]


def test_who_hides_their_name_later_is_named_in_no_notice(session: Session) -> None:
    thread_id = a_quiet_thread(session, title="Nights")
    mine = reply(session, thread_id, "Mine.", by=CAROL).id
    post_id = reply(session, thread_id, "@Grace, words.", reply_to_id=mine).id
    other = reply(session, thread_id, "@Grace, others.").id
    tell(session)
    in_person = select(Notice.key, Notice.words).where(Notice.key.startswith("post:"))
    told = in_person.order_by(Notice.key, Notice.person_id)
    assert [words[1:4] for _, words in rows(session, told)] == ["Ben", "Ben", "Ben"]
    edit(session, post_id, "@Grace and @Dev, words.", anonymous=True)
    assert [(key, words[1:4]) for key, words in rows(session, told)] == [
        (f"post:{post_id}", "Som"),
        (f"post:{post_id}", "Som"),
        (f"post:{post_id}", "Som"),
        (f"post:{other}", "Ben"),
    ]


def test_a_post_that_has_to_wait_again_takes_back_what_told_of_it(session: Session) -> None:
    post_id = a_post_for(session, CAROL, "thread").id
    edit(session, post_id, "@Grace, words.")
    tell(session)
    assert who_was_told(session) == ["Carol", "Grace"]
    edit(session, post_id, "@Grace and @Dev, ring me on 07700 900123.")
    assert rows(session, select(Post.state).where(Post.id == post_id)) == [("pending",)]
    tell(session)
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == ([], [])
    approve_post(session, DEV.id, post_id)
    session.commit()
    tell(session)
    assert who_was_told(session) == ["Carol", "Dev", "Grace"]
