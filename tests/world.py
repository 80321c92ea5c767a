"""A whole small network: something open and something closed behind every numbered door."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from accounts.models import Invitation, Notice, Person, PersonRole, SignIn, SignInLink
from accounts.queries import hashed
from bookings.models import Attendance, Event, EventSession, Rating
from core.clock import now
from core.text import folded
from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import Space, ThreadTag
from programme.actions import add_entry
from tests.cast import (
    AMINA,
    BEN,
    CAROL,
    CAST,
    CLOSED_GROUP,
    CLOSED_SPACE,
    GRACE,
    JOINED,
    OPEN_SPACE,
    Member,
)
from tests.factories import a_booking, a_draft, a_group, a_picture, a_thread, an_event
from tests.forum.deciding import a_promise
from tests.safety.stand_in import STAND_IN, a_post, a_report

#: Runs the site; is in no group.
ADA = Member(6, "Ada", ("administrator",))

INVITATION, LINK = "an-invitation-token", "a-link-token"

#: Numbers that nothing has.
MISSING = {
    "event_id": 99_001,
    "session_id": 99_002,
    "thread_id": 99_003,
    "post_id": 99_006,
    "person_id": 99_004,
    "sign_in_id": 99_005,
    "notice_id": 99_006,
    "draft_id": 99_008,
    "entry_id": 99_007,
    "picture_key": "no-picture-has-this-ke",
    "kind": "nothing",
    "thing_id": 99_101,
    "item_id": 99_102,
    "reference": "R-2222-22",
    "key": "nowhere",
    "group_id": 99_103,
    "token": "no-such-token",
}


@dataclass(frozen=True)
class World:
    """The names in addresses: what everyone may see, and what only the closed group may."""

    open: dict[str, object]
    closed: dict[str, object]

    def values(self) -> dict[str, list[object]]:
        """Every value of every name, for a crawl."""
        return {
            name: sorted({self.open[name], self.closed[name], MISSING[name]}, key=str)
            for name in self.open
        }


def an_administrator(session: Session) -> None:
    """Ada, signed in in one browser."""
    session.add(
        Person(
            id=ADA.id,
            display_name=ADA.name,
            name_folded=folded(ADA.name),
            address=ADA.address,
            joined_at=JOINED,
            demonstration=False,
        )
    )
    session.flush()
    session.add(PersonRole(person_id=ADA.id, role="administrator"))
    session.add(
        SignIn(
            id=ADA.id,
            token_hash=hashed(ADA.token),
            person_id=ADA.id,
            kept=True,
            started_at=now(),
            seen_at=now(),
            expires_at=now() + timedelta(days=30),
        )
    )
    session.flush()


def seen_just_now(session: Session) -> None:
    """Every browser was seen a moment ago, so that no request has a reason to note it."""
    session.execute(update(SignIn).values(seen_at=now()))


def a_world(session: Session, *, mark: str = "") -> World:
    """Something open and something closed of every kind; `mark` stands in every closed word."""
    an_administrator(session)
    invitation, link = _ways_in(session)
    session.get_one(Space, OPEN_SPACE).titles_public = True
    open_thread = a_thread(session, by=BEN, replies=2)
    closed_thread = a_thread(
        session, by=BEN, space=CLOSED_SPACE, title=f"Ours {mark}title", text=f"So {mark}post."
    )
    # A tag opens the door of its own page, under the key that everything else has here.
    session.add(ThreadTag(thread_id=open_thread.id, tag="open"))
    for tag in ("closed", f"{mark}tag"):
        session.add(ThreadTag(thread_id=closed_thread.id, tag=tag))
    a_promise(session, mark)
    open_event, open_session = _event(session, None, "Open")
    closed_event, closed_session = _event(session, CLOSED_GROUP, f"Ours {mark}event")
    shared = {"person_id": AMINA.id, "sign_in_id": AMINA.id, "token": invitation}
    session.flush()
    return World(
        open={
            "event_id": open_event.id,
            "session_id": open_session.id,
            "thread_id": open_thread.id,
            "post_id": _reply(session, open_thread.id, "Mine."),
            "notice_id": _notice(session, AMINA, "Open"),
            "draft_id": a_draft(session, AMINA, f"thread:{open_thread.id}").id,
            "entry_id": _entry(session, AMINA),
            "picture_key": a_picture(session, by=AMINA, thread=open_thread).key,
            **_reported(session, OPEN_SPACE, (BEN, AMINA), "Open words."),
            "key": "open",
            "group_id": a_group(session, "Open group", *CAST, ADA),
            **shared,
        },
        closed={
            "event_id": closed_event.id,
            "session_id": closed_session.id,
            "thread_id": closed_thread.id,
            "post_id": _reply(session, closed_thread.id, f"Mine {mark}mine."),
            "notice_id": _notice(session, BEN, f"Ours {mark}notice"),
            "draft_id": a_draft(
                session, BEN, f"thread:{closed_thread.id}", text=f"So {mark}draft."
            ).id,
            "entry_id": _entry(session, BEN),
            "picture_key": a_picture(session, by=BEN, thread=closed_thread).key,
            **_reported(session, CLOSED_SPACE, (GRACE, BEN), f"So {mark}reported."),
            "key": "closed",
            "group_id": CLOSED_GROUP,
            **shared,
            "token": link,
        },
    )


def _reply(session: Session, thread_id: int, text: str) -> int:
    """A post by Amina, which she may change."""
    return write_reply(session, AMINA.identity(), thread_id, Written(text)).id


def _event(session: Session, group: int | None, title: str) -> tuple[Event, EventSession]:
    """A course of two sessions: one held yesterday, which Amina was at and five people rated."""
    event = an_event(
        session,
        title=title,
        group=group,
        starts_at=now() - timedelta(days=1),
        sessions=2,
        capacity=4,
    )
    held = session.query(EventSession).filter_by(event_id=event.id).order_by("id").first()
    assert held
    a_booking(session, event, AMINA)
    session.add(
        Attendance(session_id=held.id, person_id=AMINA.id, comes_as="carer", marked_by_id=GRACE.id)
    )
    for number in range(5):
        session.add(
            Rating(
                session_id=held.id,
                key=f"key{number}",
                rating="good",
                worked_well=f"{title} worked.",
                would_change="",
                released=True,
            )
        )
    session.flush()
    return event, held


def _notice(session: Session, who: Member, words: str) -> int:
    """The number of something that one person was told."""
    give_notice(session, who.id, f"world:{words}", words, "/")
    return session.scalars(select(Notice.id).where(Notice.words == words)).one()


def _entry(session: Session, who: Member) -> int:
    """The number of something that one person says they have done; everyone may find it."""
    return add_entry(session, who.id, 3, "Tea", f"{who.name} made tea.").id


def _reported(
    session: Session, space: int, who: tuple[Member, Member], words: str
) -> dict[str, object]:
    """A post by the first that the second told us about, and its item."""
    author, reporter = who
    post_id = a_post(session, by=author, space=space, title=words, text=words)
    report = a_report(session, post_id, by=reporter, words=words)
    return {
        "kind": STAND_IN,
        "thing_id": post_id,
        "item_id": report.item_id,
        "reference": report.reference,
    }


def _ways_in(session: Session) -> tuple[str, str]:
    moment = now()
    session.add(
        Invitation(
            token_hash=hashed(INVITATION),
            address="newcomer@example.org",
            roles="",
            invited_by_id=GRACE.id,
            invited_at=moment,
            expires_at=moment + timedelta(days=7),
        )
    )
    session.add(
        SignInLink(
            token_hash=hashed(LINK), person_id=CAROL.id, expires_at=moment + timedelta(minutes=9)
        )
    )
    session.flush()
    return INVITATION, LINK


#: Everyone a table of doors asks about; None is a visitor.
EVERYONE: tuple[Member | None, ...] = (None, *(who for who in CAST if who is not BEN), ADA)
