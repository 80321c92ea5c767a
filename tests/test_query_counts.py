"""No page asks the database more when there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from accounts.actions.mutes import mute_person
from accounts.actions.notices import give_notice
from accounts.models import Invitation, SignIn
from bookings.models import Attendance, EventSession, Rating
from core.clock import now
from core.db import Database
from forum.actions.marks import save_post
from forum.models import Thread, ThreadTag
from programme.actions import add_entry
from safety.actions.reports import Told, report_thing
from safety.models import ReviewItem
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE, Member
from tests.client import HouseClient
from tests.factories import (
    a_booking,
    a_decision,
    a_draft,
    a_person,
    a_picture,
    a_thread,
    a_turn,
    an_event,
    first_post_of,
)
from tests.safety.stand_in import STAND_IN, a_held_item, a_post, a_report
from tests.world import World, a_world

MOST = 8

PAGES: list[tuple[Member, str]] = [
    (AMINA, "/"),
    (AMINA, "/spaces"),
    (AMINA, "/spaces/open"),
    (GRACE, "/spaces/new"),
    (GRACE, "/spaces/order"),
    (AMINA, "/groups"),
    (AMINA, "/groups/{group_id}"),
    (GRACE, "/groups/{group_id}"),
    (GRACE, "/groups/{group_id}/about"),
    (GRACE, "/groups/{group_id}/members/{person_id}"),
    (AMINA, "/groups/{group_id}/leaving"),
    (DEV, "/spaces/open/settings"),
    (AMINA, "/spaces/open/threads/new"),
    (AMINA, "/threads/{thread_id}"),
    (AMINA, "/threads/{thread_id}?page=1"),
    (AMINA, "/threads/{thread_id}/print"),
    (AMINA, "/threads/{thread_id}/text"),
    (AMINA, "/posts/{post_id}/options"),
    (AMINA, "/posts/{post_id}/reply"),
    (AMINA, "/posts/{post_id}/edit"),
    (AMINA, "/posts/{post_id}/history"),
    (AMINA, "/posts/{post_id}/withdrawal"),
    (AMINA, "/saved"),
    (AMINA, "/tags"),
    (AMINA, "/tags/open"),
    (AMINA, "/new"),
    (GRACE, "/threads/{thread_id}/decision"),
    (AMINA, "/you-said-we-did"),
    (AMINA, "/you-said-we-did?space=closed&step=waiting"),
    (GRACE, "/threads/{thread_id}/tools"),
    (GRACE, "/threads/{thread_id}/split"),
    (GRACE, "/threads/{thread_id}/merge?into={thread_id}"),
    (AMINA, "/events"),
    (AMINA, "/events/past"),
    (AMINA, "/events/{event_id}"),
    (AMINA, "/search?q=reply+words"),
    (AMINA, "/account"),
    (AMINA, "/account/pictures"),
    (AMINA, "/account/pictures/{picture_key}"),
    (AMINA, "/pictures/new"),
    (GRACE, "/pictures/{picture_key}"),
    (AMINA, "/notices"),
    (AMINA, "/drafts"),
    (AMINA, "/drafts/{draft_id}"),
    (AMINA, "/account/break"),
    (AMINA, "/account/people"),
    (AMINA, "/account/reading"),
    (AMINA, "/people"),
    (AMINA, "/people?challenge=3&interest=tea"),
    (AMINA, "/account/directory"),
    (AMINA, "/people/2"),
    (AMINA, "/account/profile"),
    (AMINA, "/about"),
    (AMINA, "/sessions/{session_id}/feedback"),
    (GRACE, "/sessions/{session_id}/register"),
    (GRACE, "/sessions/{session_id}/ratings"),
    (GRACE, "/invitations"),
    (CAROL, "/reports/{kind}/{thing_id}"),
    (AMINA, "/reports/{reference}"),
    (AMINA, "/account/reports"),
    (DEV, "/moderation"),
    (DEV, "/moderation/decided"),
    (DEV, "/moderation?reference={reference}"),
    (DEV, "/moderation/{item_id}"),
]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is asked while a page is made."""
    asked: list[str] = []

    def note(*words: object) -> None:
        if words[2] != "BEGIN":
            asked.append(str(words[2]))

    event.listen(database.reading, "before_cursor_execute", note)
    yield asked
    event.remove(database.reading, "before_cursor_execute", note)


@pytest.fixture
def world(session: Session) -> World:
    found = a_world(session)
    session.commit()
    return found


def add_thirty(session: Session, world: World) -> None:
    """Thirty more of everything that any page lists."""
    a_thread(session, by=BEN, replies=30)
    for number in range(30):
        thread = a_thread(session, by=BEN, title="Reply", text="Words.")
        save_post(session, AMINA.id, first_post_of(session, thread))
        for tag in ("open", f"tag-{number}"):
            session.add(ThreadTag(thread_id=thread.id, tag=tag))
        a_picture(session, thread=thread)
        add_entry(session, (AMINA, BEN, DEV)[number % 3].id, 3, f"Tea {number}", "Made some.")
        a_draft(session, AMINA, f"thread:{number + 10}")
        a_decision(session, by=BEN, title="Reply", text="Words.")
        mute_person(session, AMINA.id, a_person(session, f"Person {number}"))
        give_notice(session, AMINA.id, f"more:{number}", "Something happened.", "/")
        _moderated(session, world, number)
        coming = an_event(session, title="Reply words", capacity=2)
        a_booking(session, coming, AMINA)
        a_turn(session, coming, DEV)
        past = an_event(session, starts_at=now() - timedelta(days=5))
        held = session.query(EventSession).filter_by(event_id=past.id).one()
        moment = now() + timedelta(days=3 + number)
        session.add_all(
            [
                Attendance(
                    session_id=held.id, person_id=AMINA.id, comes_as="staff", marked_by_id=GRACE.id
                ),
                EventSession(
                    event_id=world.open["event_id"],
                    starts_at=moment,
                    ends_at=moment + timedelta(hours=1),
                    local_start="",
                    zone="Europe/London",
                ),
                Rating(
                    session_id=world.open["session_id"],
                    key=f"more{number}",
                    rating="fair",
                    worked_well=f"Words {number}.",
                    would_change="",
                    released=True,
                ),
                Invitation(
                    token_hash=f"hash{number}",
                    address=f"someone{number}@example.org",
                    roles="",
                    invited_by_id=GRACE.id,
                    invited_at=now(),
                    expires_at=moment,
                ),
                SignIn(
                    token_hash=f"hash{number}",
                    person_id=AMINA.id,
                    kept=True,
                    started_at=now(),
                    seen_at=now(),
                    expires_at=moment,
                ),
            ]
        )
    for who in (BEN, CAROL, DEV):
        session.add(
            Attendance(
                session_id=world.open["session_id"],
                person_id=who.id,
                comes_as="carer",
                marked_by_id=GRACE.id,
            )
        )
    # Pages of threads are kept in memory by their version: have them read again.
    session.execute(update(Thread).values(version=Thread.version + 1))
    session.flush()


def _moderated(session: Session, world: World, number: int) -> None:
    """One more of what moderators see: something that waits, something decided, a report."""
    a_held_item(session, a_post(session))
    a_report(session, a_post(session), category="danger")
    item = session.get_one(ReviewItem, a_report(session, a_post(session)).item_id)
    item.state, item.decided_at, item.decided_by_id = "no_action", now(), DEV.id
    told = Told(a_person(session, f"Teller {number}"), "unkind", "More.")
    report_thing(session, STAND_IN, int(str(world.open["thing_id"])), told)


@pytest.mark.parametrize(("who", "page"), PAGES, ids=lambda value: getattr(value, "name", value))
def test_one_row_or_thirty(
    visitor: HouseClient,
    database: Database,
    session: Session,
    world: World,
    *,
    who: Member,
    page: str,
) -> None:
    client, path = visitor.as_(who), page.format_map(world.open)
    with statements(database) as few:
        small = client.get(path)
    add_thirty(session, world)
    session.commit()
    with statements(database) as many:
        large = client.get(path)
    assert (small.status_code, large.status_code) == (200, 200)
    assert 1 <= len(few) <= MOST, "\n".join(few)
    assert many == few


def test_a_visitor_costs_little(visitor: HouseClient, database: Database, world: World) -> None:
    for path, most in (("/", 2), ("/about", 0), ("/sign-in", 0), ("/healthz", 0)):
        with statements(database) as asked:
            assert visitor.get(path).status_code == 200
        assert len(asked) <= most, path
