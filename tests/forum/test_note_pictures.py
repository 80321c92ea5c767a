"""What a post shows: one's own, and what all its readers may see already."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forum.actions.shown_pictures import note_pictures
from forum.models import Post, PostPicture, Space, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, OPEN_SPACE
from tests.factories import a_picture, a_thread
from tests.reading import rows


def first_post(session: Session, thread: Thread) -> int:
    return session.scalars(select(Post.id).where(Post.thread_id == thread.id, Post.no == 1)).one()


def noted(session: Session, post_id: int) -> set[int]:
    session.commit()
    found = select(PostPicture.picture_id).where(PostPicture.post_id == post_id)
    return {picture_id for (picture_id,) in rows(session, found)}


def test_ones_own_pictures_are_noted(session: Session) -> None:
    post = first_post(session, a_thread(session))
    one, two = a_picture(session, alt="One"), a_picture(session, alt="Two")
    a_picture(session, alt="Not in it")
    note_pictures(session, post, AMINA.id, {one.key, two.key, "k" * 22})
    assert noted(session, post) == {one.id, two.id}


def test_what_an_edit_leaves_out_is_let_go(session: Session) -> None:
    post = first_post(session, a_thread(session))
    one, two, three = (a_picture(session, alt=alt) for alt in ("One", "Two", "Three"))
    note_pictures(session, post, AMINA.id, {one.key, two.key})
    note_pictures(session, post, AMINA.id, {two.key, three.key})
    assert noted(session, post) == {two.id, three.id}
    note_pictures(session, post, AMINA.id, set())
    assert noted(session, post) == set()


def test_other_posts_keep_theirs(session: Session) -> None:
    picture = a_picture(session)
    posts = [first_post(session, a_thread(session)) for _ in range(2)]
    for post in posts:
        note_pictures(session, post, AMINA.id, {picture.key})
    note_pictures(session, posts[0], AMINA.id, set())
    assert [noted(session, post) for post in posts] == [set(), {picture.id}]


@pytest.mark.parametrize(
    ("stands_in", "post_in", "counts"),
    [
        (None, OPEN_SPACE, False),
        (OPEN_SPACE, OPEN_SPACE, True),
        (OPEN_SPACE, CLOSED_SPACE, True),
        (CLOSED_SPACE, CLOSED_SPACE, True),
        (CLOSED_SPACE, OPEN_SPACE, False),
    ],
)
def test_somebody_elses_counts_where_all_readers_may_see_it(
    session: Session, stands_in: int | None, post_in: int, *, counts: bool
) -> None:
    """Amina quotes Ben. She may see all of these but the first; her readers may not."""
    there = a_thread(session, by=BEN, space=stands_in) if stands_in else None
    picture = a_picture(session, by=BEN, thread=there)
    post = first_post(session, a_thread(session, space=post_in))
    note_pictures(session, post, AMINA.id, {picture.key})
    assert noted(session, post) == ({picture.id} if counts else set())


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn"])
def test_a_post_that_is_not_live_lends_nothing(session: Session, state: str) -> None:
    there = a_thread(session, by=BEN)
    picture = a_picture(session, by=BEN, thread=there)
    session.execute(update(Post).where(Post.thread_id == there.id).values(state=state))
    post = first_post(session, a_thread(session))
    note_pictures(session, post, AMINA.id, {picture.key})
    assert noted(session, post) == set()


def test_nor_does_a_space_that_only_organisers_read(session: Session) -> None:
    there = a_thread(session, by=BEN)
    picture = a_picture(session, by=BEN, thread=there)
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(readers="organisers"))
    post = first_post(session, a_thread(session, space=CLOSED_SPACE))
    note_pictures(session, post, AMINA.id, {picture.key})
    assert noted(session, post) == set()


def test_a_quote_stays_when_what_it_came_from_is_gone(session: Session) -> None:
    """An edit of something else must not take the picture away."""
    there = a_thread(session, by=BEN)
    picture = a_picture(session, by=BEN, thread=there)
    post = first_post(session, a_thread(session))
    note_pictures(session, post, AMINA.id, {picture.key})
    session.execute(update(Post).where(Post.thread_id == there.id).values(state="withdrawn"))
    note_pictures(session, post, AMINA.id, {picture.key})
    assert noted(session, post) == {picture.id}
