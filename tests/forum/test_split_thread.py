"""Some posts become a thread of their own: they keep their order, and old links lead on."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.moves import merge_threads, split_thread
from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import MovedPost, Post, ReadPosition, Thread
from forum.rules.moves import FirstStays, FirstUnreadable, PostsGone, TooManyPosts
from tests.cast import AMINA, BEN, CAROL, DEV
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in
from tests.reading import rows

POSTS = select(Post.thread_id, Post.no, Post.words).order_by(Post.thread_id, Post.no)


def long_thread(session: Session, replies: int = 5) -> int:
    thread = a_thread(session, by=BEN, title="About two things", replies=replies)
    session.commit()
    return thread.id


def test_the_posts_get_numbers_of_their_own_in_order(dev: HouseClient, session: Session) -> None:
    source = long_thread(session)
    typed = {"title": "The other thing", "posts": ["5", "3"], "others": "6"}
    page = dev.follow(f"/threads/{source}/split", typed)
    new = source + 1
    assert rows(session, POSTS) == [
        (source, 1, "First words."),
        (source, 2, "Reply 1."),
        (source, 4, "Reply 3."),
        (new, 1, "Reply 2."),
        (new, 2, "Reply 4."),
        (new, 3, "Reply 5."),
    ]
    moved = select(MovedPost.thread_id, MovedPost.no).order_by(MovedPost.no)
    assert rows(session, moved) == [(source, 3), (source, 5), (source, 6)]
    assert "<h1>The other thing</h1>" in page.text
    assert f'This began in <a href="/threads/{source}">About two things</a>' in page.text
    assert posts_in(page) == [1, 2, 3]


def test_their_old_places_lead_on(amina: HouseClient, session: Session) -> None:
    source = long_thread(session)
    ids = dict(session.execute(select(Post.no, Post.id)).all())
    new = split_thread(session, DEV.id, source, [3, 6], "The other thing").id
    session.commit()
    page = amina.get(f"/threads/{source}")
    assert posts_in(page) == [1, 2, 4, 5]
    led = re.findall(
        r'id="p(\d+)-h" tabindex="-1">[^<]*</h3><p>This post is in.*?href="([^"]+)"', page.text
    )
    assert led == [("3", f"/posts/{ids[3]}"), ("6", f"/posts/{ids[6]}")]
    places = [amina.get(f"/posts/{ids[no]}").headers["Location"] for no in (3, 6)]
    assert places == [f"/threads/{new}?page=1#p1", f"/threads/{new}?page=1#p2"]
    assert '<p class="thread-about">4 posts' in page.text


def test_a_number_is_never_given_again(session: Session) -> None:
    source = long_thread(session)
    new = split_thread(session, DEV.id, source, [5, 6], "The other thing").id
    write_reply(session, AMINA.identity(), source, Written("On."))
    session.commit()
    assert rows(session, POSTS)[4:] == [
        (source, 7, "On."),
        (new, 1, "Reply 4."),
        (new, 2, "Reply 5."),
    ]


def test_reading_to_the_end_is_reading_all(amina: HouseClient, session: Session) -> None:
    """The last numbers are empty places: somebody who saw them has nothing new there."""
    source = long_thread(session)
    split_thread(session, DEV.id, source, [5, 6], "The other thing")
    session.commit()
    amina.get(f"/threads/{source}")
    mine = select(ReadPosition.thread_id, ReadPosition.no).where(ReadPosition.person_id == AMINA.id)
    assert rows(session, mine) == [(source, 6)]


@pytest.mark.parametrize(("read_to", "after"), [(6, 2), (4, 1), (3, 1), (2, None)])
def test_who_read_them_there_has_read_them_here(
    session: Session, read_to: int, after: int | None
) -> None:
    source = long_thread(session)
    session.add(ReadPosition(person_id=CAROL.id, thread_id=source, no=read_to))
    session.flush()
    new = split_thread(session, DEV.id, source, [3, 5], "The other thing").id
    session.commit()
    carols = select(ReadPosition.no).where(
        ReadPosition.person_id == CAROL.id, ReadPosition.thread_id == new
    )
    assert rows(session, carols) == ([(after,)] if after else [])


def test_the_new_thread_is_as_its_first_post_is(session: Session) -> None:
    source = long_thread(session, replies=1)
    post = write_reply(
        session, AMINA.identity(), source, Written("Mine.", anonymous=True, notes=" death ")
    )
    new = split_thread(session, DEV.id, source, [3], "Quiet")
    assert (new.author_id, new.anonymous, new.notes) == (AMINA.id, True, " death ")
    assert (new.started_at, new.last_posted_at) == (post.posted_at, post.posted_at)
    left = session.get_one(Thread, source)
    assert left.last_posted_at < new.last_posted_at
    assert (left.last_post_no, left.moved_away) == (3, 1)


def test_an_answer_finds_its_question(amina: HouseClient, session: Session) -> None:
    source = long_thread(session, replies=1)
    asked = session.scalars(select(Post.id).where(Post.no == 2)).one()
    write_reply(session, AMINA.identity(), source, Written("Yes.", reply_to_id=asked))
    new = split_thread(session, DEV.id, source, [2], "The question").id
    session.commit()
    line = f'A reply to <a href="/posts/{asked}">a post in another thread</a>'
    assert line in amina.get(f"/threads/{source}").text
    merge_threads(session, DEV.id, new, source)
    session.commit()
    line = f'A reply to <a href="/posts/{asked}">post 4</a>'
    assert line in amina.get(f"/threads/{source}").text
    places = [amina.get(f"/posts/{asked}").headers["Location"]]
    places.append(amina.get(f"/threads/{new}?from=1").headers["Location"])
    assert places == [f"/threads/{source}?page=1#p4", f"/threads/{source}?from=4#p4"]
    assert posts_in(amina.get(f"/threads/{source}")) == [1, 3, 4]


def test_what_is_refused(session: Session) -> None:
    source = long_thread(session, replies=3)
    hidden = session.scalars(select(Post).where(Post.no == 2)).one()
    hidden.state = "hidden"
    session.flush()
    for numbers, refusal in (
        ([1, 3], FirstStays),
        ([], PostsGone),
        ([3, 9], PostsGone),
        (list(range(2, 203)), TooManyPosts),
        ([2, 3], FirstUnreadable),
    ):
        with pytest.raises(refusal):
            split_thread(session, DEV.id, source, numbers, "No")
    assert len(session.scalars(select(Thread.id)).all()) == 1


def test_what_nothing_is_left_of_stands_in_no_list(amina: HouseClient, session: Session) -> None:
    source = long_thread(session, replies=1)
    first = session.scalars(select(Post).where(Post.no == 1)).one()
    first.state = "hidden"
    session.flush()
    split_thread(session, DEV.id, source, [2], "The rest")
    session.commit()
    text = amina.get("/spaces/open").text
    assert re.findall(r'<h2><a href="/threads/(\d+)', text) == [str(source + 1)]


def test_the_page_offers_all_but_the_first(dev: HouseClient, session: Session) -> None:
    source = long_thread(session, replies=27)
    write_reply(session, AMINA.identity(), source, Written("<b> " + "long " * 50, anonymous=True))
    session.commit()
    first, last = (dev.get(f"/threads/{source}/split?page={page}") for page in (1, 2))
    ticks = [re.findall(r'name="posts"[^>]* value="(\d+)"', page.text) for page in (first, last)]
    assert ticks == [[str(no) for no in range(2, 26)], ["26", "27", "28", "29"]]
    assert "Post 29, Somebody here, " in last.text
    assert "&lt;b&gt; long long" in last.text
    assert "Amina" not in last.text
    assert dev.get(f"/threads/{source}/split?page=3").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "T"}, "Choose at least one post."),
        ({"title": "T", "others": "all"}, "Write numbers of posts, such as 31, 34 and 40-52."),
        ({"title": "T", "others": "9-3"}, "Write numbers of posts, such as"),
        ({"posts": "3"}, "Give the new thread a title"),
    ],
)
def test_what_is_missing_is_asked_for(
    dev: HouseClient, session: Session, typed: dict[str, str], sentence: str
) -> None:
    source = long_thread(session)
    answer = dev.post(f"/threads/{source}/split", typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    if "posts" in typed:
        assert re.search(r'value="3"\s+checked', answer.text)


def test_too_many_are_refused_before_they_are_counted(dev: HouseClient, session: Session) -> None:
    source = long_thread(session)
    answer = dev.post(f"/threads/{source}/split", {"title": "T", "others": "2-999999999"})
    assert (answer.status_code, "200 posts can go at once." in answer.text) == (409, True)


def test_a_refusal_keeps_what_was_chosen(dev: HouseClient, session: Session) -> None:
    source = long_thread(session)
    typed = {"title": "The other thing", "posts": "3", "others": "1 and 77"}
    answer = dev.post(f"/threads/{source}/split", typed)
    assert answer.status_code == 409
    assert "The first post stays" in answer.text
    assert 'value="The other thing"' in answer.text
    assert 'value="1 and 77"' in answer.text
    assert re.search(r'value="3"\s+checked', answer.text)
