"""Plain functions that put one thing in the database and give it back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.people import add_person
from bookings.actions.search import index_events
from bookings.models import Attendance, Booking, Event, EventFacilitator, EventSession, Waiting
from core.clock import now
from core.pictures import SafePicture
from forum.actions.drafts import save_draft
from forum.actions.pictures import add_picture
from forum.actions.posts import start_thread, write_reply
from forum.actions.tags import Description, describe_thread
from forum.actions.writing import Written
from forum.models import Draft, Picture, Post, PostPicture, Thread
from forum.rules.drafts import Unsent, place_named
from forum.rules.words import Choices
from programme.models import Group, GroupMember
from tests.cast import AMINA, GRACE, OPEN_SPACE, Member


def a_person(session: Session, name: str) -> int:
    """The number of somebody new, without an address."""
    return add_person(session, name, None, None, []).id


def a_group(session: Session, name: str, *members: Member) -> int:
    """The number of a group with these people in it."""
    group = Group(name=name, about="")
    session.add(group)
    session.flush()
    session.add_all(GroupMember(group_id=group.id, person_id=who.id) for who in members)
    session.flush()
    return group.id


def a_thread(
    session: Session,
    *,
    by: Member = AMINA,
    space: int = OPEN_SPACE,
    title: str = "A thread",
    text: str = "First words.",
    replies: int = 0,
) -> Thread:
    """A thread with its first post and so many replies by the same person."""
    post = start_thread(session, by.identity(), space, title, Written(text))
    for number in range(replies):
        write_reply(session, by.identity(), post.thread_id, Written(f"Reply {number + 1}."))
    return session.get_one(Thread, post.thread_id)


def a_decision(session: Session, *, by: Member = AMINA, **told: Any) -> Thread:
    """A thread in which something is to be decided; nobody has answered yet."""
    thread = a_thread(session, by=by, **told)
    describe_thread(session, by.id, thread.id, Description("decision"))
    return thread


def a_picture(
    session: Session, *, by: Member = AMINA, alt: str = "A red door.", thread: Thread | None = None
) -> Picture:
    """Somebody's picture, in the first post of a thread if one is told. Its bytes are invented."""
    made = SafePicture("image/jpeg", f"bytes of {alt}".encode(), 60, 40)
    picture = add_picture(session, by.identity(), made, alt, None)
    if thread is not None:
        session.add(PostPicture(post_id=first_post_of(session, thread), picture_id=picture.id))
        session.flush()
    return picture


def first_post_of(session: Session, thread: Thread) -> int:
    """The number of a thread's first post."""
    first = select(Post.id).where(Post.thread_id == thread.id).order_by(Post.id).limit(1)
    return session.scalars(first).one()


def a_draft(
    session: Session,
    who: Member,
    place: str,
    *,
    title: str = "",
    text: str = "Begun.",
    choices: Choices | None = None,
) -> Draft:
    """Words that somebody saved and did not send."""
    named = place_named(place)
    assert named
    draft = save_draft(session, who.id, Unsent(named, title, text, choices or Choices(), 0, None))
    assert draft
    return draft


def an_event(
    session: Session,
    *,
    title: str = "An event",
    capacity: int = 10,
    group: int | None = None,
    starts_at: datetime | None = None,
    sessions: int = 1,
    published: bool = True,
    cancelled: bool = False,
    facilitator: Member = GRACE,
) -> Event:
    """An event that Grace organises, a week from now unless said otherwise, two hours a session."""
    start = starts_at or now() + timedelta(days=7)
    event = Event(
        kind="learning_set",
        title=title,
        summary="What it is for.",
        about="What *will* happen.",
        about_html="<p>What <em>will</em> happen.</p>",
        render_version=1,
        venue="Room 1",
        venue_about="Step-free.",
        capacity=capacity,
        group_id=group,
        organiser_id=GRACE.id,
        starts_at=start,
        ends_at=start + timedelta(weeks=sessions - 1, hours=2),
        published_at=now() if published else None,
        cancelled_at=now() if cancelled else None,
        cancelled_because="The lift is out of order." if cancelled else None,
    )
    session.add(event)
    session.flush()
    session.add(EventFacilitator(event_id=event.id, person_id=facilitator.id))
    for week in range(sessions):
        begins = start + timedelta(weeks=week)
        session.add(
            EventSession(
                event_id=event.id,
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
                local_start=f"{begins:%Y-%m-%dT%H:%M}",
                zone="Europe/London",
            )
        )
    session.flush()
    index_events(session, [event.id])
    return event


def a_booking(session: Session, event: Event, who: Member, comes_as: str = "carer") -> Booking:
    """A place that somebody has."""
    booking = Booking(
        event_id=event.id,
        person_id=who.id,
        state="booked",
        comes_as=comes_as,
        revision=1,
        booked_at=now(),
    )
    session.add(booking)
    session.flush()
    return booking


def a_turn(session: Session, event: Event, who: Member) -> Waiting:
    """Somebody's turn on the waiting list."""
    turn = Waiting(event_id=event.id, person_id=who.id, comes_as="staff", joined_at=now())
    session.add(turn)
    session.flush()
    return turn


def a_session_held(
    session: Session, present: tuple[Member, ...], days_ago: int = 3
) -> EventSession:
    """A session that ended some days ago, with those who were there marked present."""
    event = an_event(session, starts_at=now() - timedelta(days=days_ago))
    held = session.query(EventSession).filter_by(event_id=event.id).one()
    for who in present:
        a_booking(session, event, who)
        session.add(
            Attendance(
                session_id=held.id, person_id=who.id, comes_as="carer", marked_by_id=GRACE.id
            )
        )
    session.flush()
    return held
