"""What people are told on the site: in which words, one news a thread, until they have seen it."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.mutes import mute_person
from accounts.actions.notices import read_all_notices
from accounts.models import Notice
from core.db import Database
from core.jobs import do_all_due
from core.settings import Settings
from forum.models import FollowThread, NoteChoice, Thread
from front.jobs import jobs
from tests.cast import BEN, CAROL, DEV, GRACE
from tests.client import HouseClient
from tests.forum.told import a_post_for, a_quiet_thread, follow, notices, reply, tell, who_was_told
from tests.reading import rows

NEWS = "Somebody replied in a thread you follow: “Quiet nights”"


def links(client: HouseClient) -> list[tuple[str, str]]:
    """Where each notice on the page leads, and whether it is new; the newest first."""
    page = client.get("/notices").text
    return re.findall(r'<li class="thread( thread-new)?" id="[^"]*">\s*<p><a href="([^"]+)"', page)


def test_the_worker_of_the_house_tells(
    database: Database, session: Session, settings: Settings
) -> None:
    a_post_for(session, CAROL, "thread")
    session.commit()
    assert do_all_due(database, jobs(settings)) == 1
    assert notices(session) == [("Carol", NEWS)]
    assert do_all_due(database, jobs(settings)) == 0


def test_there_is_one_notice_of_a_thread_until_it_was_read(session: Session) -> None:
    thread_id = a_post_for(session, CAROL, "thread").thread_id
    for _ in range(3):
        tell(session)
        reply(session, thread_id)
    tell(session)
    assert notices(session) == [("Carol", NEWS)]
    [(first,)] = rows(session, select(Notice.url))
    read_all_notices(session, CAROL.id)
    last = reply(session, thread_id).id
    tell(session)
    found = rows(session, select(Notice.url, Notice.read_at))
    assert found == [(f"/posts/{last}", None)]
    assert first != f"/posts/{last}"


def test_two_threads_are_two_notices(session: Session) -> None:
    a_post_for(session, CAROL, "thread")
    a_post_for(session, CAROL, "thread")
    tell(session)
    assert notices(session) == [("Carol", NEWS)] * 2


def test_reading_on_is_reading_the_notice(carol: HouseClient, session: Session) -> None:
    thread_id = a_post_for(session, CAROL, "thread").thread_id
    tell(session)
    reply(session, thread_id, "@Carol?")
    tell(session)
    [(_, named), (_, news)] = links(carol)
    assert [new != "" for new, _ in links(carol)] == [True, True]
    assert carol.get(news).headers["Location"] == f"/threads/{thread_id}?page=1#p2"
    assert carol.get(named).headers["Location"] == f"/threads/{thread_id}?page=1#p3"
    carol.get(f"/threads/{thread_id}")
    assert [new != "" for new, _ in links(carol)] == [False, False]
    # When people read is theirs.
    assert len(rows(session, select(Notice.id).where(Notice.read_at == Notice.made_at))) == 2
    reply(session, thread_id)
    tell(session)
    assert [new != "" for new, _ in links(carol)] == [True, False]


def test_a_notice_of_posts_further_on_stays(carol: HouseClient, session: Session) -> None:
    thread_id = a_quiet_thread(session, replies=25)
    follow(session, CAROL, thread_id)
    reply(session, thread_id, "@Carol, and @Grace.")
    tell(session)
    reply(session, thread_id)
    tell(session)
    assert len(links(carol)) == 2
    carol.get(f"/threads/{thread_id}?page=1")
    assert [new != "" for new, _ in links(carol)] == [True, True]
    carol.get(f"/threads/{thread_id}?page=2")
    assert [new != "" for new, _ in links(carol)] == [False, False]
    unread = select(Notice.id).where(Notice.person_id == GRACE.id, Notice.read_at.is_(None))
    assert len(rows(session, unread)) == 2


@pytest.mark.parametrize(
    ("choices", "shown"),
    [
        ({}, False),
        ({"death": "fold", "abuse": "show"}, False),
        ({"death": "show"}, False),
        ({"death": "show", "abuse": "show"}, True),
        ({"death": "show", "abuse": "show", "drugs": "hide"}, True),
    ],
)
def test_a_title_is_folded_with_its_thread(
    session: Session, choices: dict[str, str], shown: bool
) -> None:
    for note, choice in choices.items():
        session.add(NoteChoice(person_id=CAROL.id, note=note, choice=choice))
    for how in ("named", "answered", "thread"):
        thread_id = a_post_for(session, CAROL, how).thread_id
        session.execute(update(Thread).where(Thread.id == thread_id).values(notes=" death abuse "))
    a_post_for(session, CAROL, "space", notes=" death abuse ")
    tell(session)
    told = [words for _, words in notices(session)]
    if shown:
        assert told == [
            "Ben named you in “Quiet nights”.",
            "Ben answered you in “Quiet nights”.",
            NEWS,
            "There is a new thread in a space you follow: “Quiet nights”",
        ]
    else:
        assert told == [
            "Ben named you in a thread.",
            "Ben answered you in a thread.",
            "Somebody replied in a thread you follow.",
            "There is a new thread in a space you follow.",
        ]


def test_nobody_learns_who_wrote_without_a_name(session: Session) -> None:
    for anonymous in (False, True):
        a_post_for(session, CAROL, "named", anonymous=anonymous)
        a_post_for(session, CAROL, "answered", anonymous=anonymous)
    tell(session)
    assert [words for _, words in notices(session)] == [
        f"{who} {what} you in “Quiet nights”."
        for who in ("Ben", "Somebody here")
        for what in ("named", "answered")
    ]


def test_no_notice_holds_what_somebody_wrote(session: Session) -> None:
    for how in ("named", "answered", "thread", "space"):
        assert "kettles" in a_post_for(session, CAROL, how).words
    tell(session)
    assert len(notices(session)) == 4
    assert "kettle" not in repr(notices(session))


def test_a_name_keeps_to_itself_and_stays_right(ben: HouseClient, session: Session) -> None:
    a_post_for(session, CAROL, "named")
    a_post_for(session, CAROL, "named", anonymous=True)
    thread_id = a_quiet_thread(session)
    reply(session, thread_id, "Hello @Carol.", by=GRACE)
    tell(session)
    [(first,), *_] = rows(session, select(Notice.words).order_by(Notice.id))
    assert first == "\u2068Ben\u2069 named you in “Quiet nights”."
    ben.post("/account/name", {"display_name": "Benedict"})
    assert notices(session) == [
        ("Carol", "Benedict named you in “Quiet nights”."),
        ("Carol", "Somebody here named you in “Quiet nights”."),
        ("Carol", "Grace named you in “A thread”."),
    ]


def test_whoever_is_named_follows_from_then_on_unless_they_chose(session: Session) -> None:
    thread_id = a_quiet_thread(session)
    follow(session, GRACE, thread_id, "mail")
    mute_person(session, DEV.id, BEN.id)
    reply(session, thread_id, "@Carol, @Grace and @Dev.")
    tell(session)
    found = select(FollowThread.person_id, FollowThread.level, FollowThread.reason)
    assert rows(session, found.order_by(FollowThread.person_id)) == [
        (BEN.id, "site", "replied"),
        (GRACE.id, "mail", "chosen"),
        (CAROL.id, "site", "mentioned"),
    ]


def test_everyone_named_is_told_whoever_else_is(session: Session) -> None:
    thread_id = a_quiet_thread(session)
    reply(session, thread_id, "@Carol @Dev @Grace @Amina @Ben")
    tell(session)
    assert who_was_told(session) == ["Amina", "Carol", "Dev", "Grace"]
    assert DEV.name in who_was_told(session)
