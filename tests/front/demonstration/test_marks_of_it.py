"""Warm words in the demonstration, and who follows what."""

from sqlalchemy import func, select

from accounts.models import Person
from forum.models import FollowThread, Post, Reaction, Space, Thread
from safety.models import ReviewItem
from tests.front.demonstration.readers import reader


def test_newcomers_find_thanks_and_have_all_theirs_to_give(rows):
    given = dict(rows.execute(select(Reaction.kind, func.count()).group_by(Reaction.kind)).all())
    assert sorted(given) == ["helpful", "thank_you", "with_you"]
    assert min(given.values()) > 20
    for name in ("Amina K", "Ben T", "Grace O"):
        person_id = reader(rows, name).id
        mine = select(Reaction.kind).where(Reaction.person_id == person_id)
        got = select(Reaction.kind).join(Post).where(Post.author_id == person_id)
        assert (rows.scalars(mine).all(), len(rows.scalars(got).all()) > 0) == ([], True)


def test_nobody_thanks_themselves_or_looks_into_a_closed_space(rows):
    strange = (
        select(Reaction.post_id)
        .join(Post, Post.id == Reaction.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where((Post.author_id == Reaction.person_id) | Space.group_id.is_not(None))
    )
    assert rows.scalars(strange).all() == []
    assert rows.scalar(select(func.count()).select_from(Person)) > 100


def test_everyone_follows_what_they_wrote_in(rows):
    reasons = select(FollowThread.reason, func.count()).group_by(FollowThread.reason)
    followed = dict(rows.execute(reasons).all())
    assert followed["started"] == rows.scalar(select(func.count()).select_from(Thread))
    wrote = select(Post.author_id, Post.thread_id).distinct().subquery()
    assert sum(followed.values()) == rows.scalar(select(func.count()).select_from(wrote))


def test_the_moderators_find_a_post_that_waits_and_a_report(rows):
    items = select(ReviewItem.why, Person.display_name).join(
        Person, Person.id == ReviewItem.author_id
    )
    found = sorted(tuple(row) for row in rows.execute(items))
    assert found == [("report", "Magda"), ("rule", "Ben T")]
    waiting = select(Post.no, Thread.title).join(Thread).where(Post.state == "pending")
    assert rows.execute(waiting).all() == [(None, "How do I get heard as a carer?")]
