"""Whoever a newcomer signs in as finds things to read, to book and to rate."""

import pytest
from sqlalchemy import func, select

from accounts.models import Person
from bookings.models import (
    Booking,
    Event,
    EventSession,
    Rating,
    Waiting,
)
from bookings.queries.events import coming_events
from bookings.queries.ratings import ratings_of
from bookings.queries.sessions import sessions_to_rate
from core.clock import LONDON, now
from core.text import plain, render
from forum.models import Post, ReadPosition, Space, Thread
from forum.queries.spaces import spaces_for
from forum.queries.thread_lists import newest_threads
from programme.models import GroupMember
from tests.front.demonstration.readers import reader


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Amina K", ["Learning set 9: A life beyond services"]),
        ("Ben T", ["Learning set 9: A life beyond services"]),
        ("Carol W", ["Hiring peer workers: adverts, interviews, starting"]),
        ("Grace O", []),
    ],
)
def test_a_newcomer_has_something_to_rate(rows, reading, name, titles):
    found = sessions_to_rate(reading, reader(rows, name))
    assert [one.event_title for one in found] == titles


@pytest.mark.parametrize("name", ["Amina K", "Ben T", "Grace O"])
def test_a_newcomer_finds_some_threads_read_and_some_new(rows, reading, name):
    threads = newest_threads(reading, reader(rows, name), 100)
    wholly_new = [row for row in threads if row.unread == row.last_post_no]
    partly_new = [row for row in threads if 0 < row.unread < row.last_post_no]
    read = [row for row in threads if row.unread == 0]
    assert len(wholly_new) >= 3
    assert len(partly_new) >= 3
    assert len(read) >= 15


def test_an_outsider_finds_no_closed_space_and_nobody_has_read_what_they_cannot_enter(
    rows, reading
):
    assert [row.name for row in spaces_for(reading, reader(rows, "Carol W")) if row.closed] == []
    mine = [row.name for row in spaces_for(reading, reader(rows, "Amina K"))]
    assert mine[-1] == "Harrowmere set's room"
    members = set(rows.execute(select(GroupMember.group_id, GroupMember.person_id)))
    for model, column in ((Post, Post.author_id), (ReadPosition, ReadPosition.person_id)):
        went_in = set(
            rows.execute(
                select(Space.group_id, column)
                .select_from(model)
                .join(Thread, Thread.id == model.thread_id)
                .join(Space, Space.id == Thread.space_id)
                .where(Space.group_id.is_not(None))
            )
        )
        assert went_in - members == set()
        assert went_in


def test_posts_are_what_writing_them_on_the_site_would_have_made(rows):
    for post in rows.scalars(select(Post)):
        html = render(post.markdown)
        assert (post.html, post.words) == (html, plain(html))
        assert post.posted_at < now()


def test_threads_count_their_posts(rows):
    counted = rows.execute(
        select(
            Thread.id,
            func.count(),
            func.max(Post.no),
            func.min(Post.posted_at),
            func.max(Post.posted_at),
        )
        .join(Post, Post.thread_id == Thread.id)
        .where(Post.state == "live")
        .group_by(Thread.id)
    ).all()
    told = rows.execute(
        select(
            Thread.id,
            Thread.last_post_no,
            Thread.last_post_no,
            Thread.started_at,
            Thread.last_posted_at,
        )
    ).all()
    assert sorted(counted) == sorted(told)
    numbers = rows.scalars(select(Thread.started_at).order_by(Thread.id)).all()
    assert numbers == sorted(numbers)


def test_sessions_are_on_working_days_at_the_hour_on_the_wall(rows):
    for one in rows.scalars(select(EventSession)):
        local = one.starts_at.astimezone(LONDON)
        assert f"{local:%Y-%m-%dT%H:%M}" == one.local_start
        assert one.zone == "Europe/London"
        assert local.weekday() < 5
        assert 9 <= local.hour < 20


def test_events_span_their_sessions_and_no_more_people_have_places_than_fit(rows):
    for event in rows.scalars(select(Event)):
        dates = rows.scalars(
            select(EventSession)
            .where(EventSession.event_id == event.id)
            .order_by(EventSession.starts_at)
        ).all()
        assert (event.starts_at, event.ends_at) == (dates[0].starts_at, dates[-1].ends_at)
        taken = select(func.count()).where(Booking.event_id == event.id)
        assert (rows.scalar(taken) or 0) <= event.capacity
        booked = select(Booking.booked_at).where(Booking.event_id == event.id)
        assert all(at < min(now(), event.starts_at) for at in rows.scalars(booked))


def test_what_is_coming_shows_every_face_of_the_place_panel(rows, reading):
    coming = coming_events(reading, reader(rows, "Amina K"), None).rows
    assert {"Open morning at the college garden"} == {row.title for row in coming if row.cancelled}
    assert {row.title for row in coming if row.left == 0} == {
        "Telling your story, keeping what is yours"
    }
    assert {row.title for row in coming if row.booked} == {
        "Paid fairly for your time",
        "Harrowmere action learning set",
        "Learning set 13: What we learned this year",
    }
    turns = select(Person.display_name).join(Waiting, Waiting.person_id == Person.id)
    assert list(rows.scalars(turns.order_by(Waiting.id))) == ["Eileen B", "Fintan", "Yusuf"]


def test_a_session_with_three_answers_shows_none_of_them(rows, reading):
    few = select(Rating.session_id).group_by(Rating.session_id).having(func.count() < 5)
    found = {session_id: ratings_of(reading, session_id) for session_id in rows.scalars(few)}
    assert len(found) == 2
    assert {one.answers for one in found.values()} == {None}
    assert {(one.worked_well, one.would_change) for one in found.values()} == {((), ())}


def test_comments_stand_with_the_answers(reading, rows):
    last = (
        select(EventSession.id)
        .join(Event)
        .where(Event.title == "Learning set 9: A life beyond services")
    )
    result = ratings_of(reading, rows.scalars(last).one())
    assert len(result.worked_well) == 10
    assert "The choir. I sang. Me." in result.worked_well
    assert (result.answers, result.present) == (40, 50)
