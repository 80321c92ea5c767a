"""How far somebody has read: to the last post shown, never back, and only once it is sent."""

import re
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.db import Database
from forum.actions.reading import move_read_position
from forum.models import ReadPosition, Thread
from tests.cast import AMINA, BEN, JOINED
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows


def read_by_amina(session: Session) -> list[tuple[int, ...]]:
    return rows(session, select(ReadPosition.no).where(ReadPosition.person_id == AMINA.id))


def test_it_moves_to_the_last_post_shown_and_never_back(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, replies=60)
    session.commit()
    moves = []
    for page in (1, 2, 1, 3, 2):
        amina.get(f"/threads/{thread.id}?page={page}")
        moves.append(read_by_amina(session))
    assert moves == [[(25,)], [(50,)], [(50,)], [(61,)], [(61,)]]


def test_it_moves_only_after_the_answer(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    session.commit()
    answer = amina.browser.get(f"/threads/{thread.id}", buffered=False)
    answer.get_data()
    assert read_by_amina(session) == []
    answer.close()
    assert read_by_amina(session) == [(4,)]


def test_a_page_that_is_not_there_moves_nothing(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    session.commit()
    assert amina.get(f"/threads/{thread.id}?page=2").status_code == 404
    assert read_by_amina(session) == []


def test_the_action_itself_never_moves_back(database: Database, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=9)
    session.commit()
    moves = []
    for no in (3, 7, 5, 7, 10):
        with database.write() as own:
            move_read_position(own, AMINA.id, thread.id, no)
            own.commit()
        moves += read_by_amina(session)
    assert moves == [(3,), (7,), (7,), (7,), (10,)]


def test_whoever_writes_has_read(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": "Yes.", "shown": "4"})
    assert read_by_amina(session) == [(5,)]


def news(client: HouseClient, path: str) -> list[str]:
    return re.findall(r'<span class="badge badge-new">([^<]+)</span>', client.get(path).text)


def test_lists_say_what_is_new(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=3)
    session.add(ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=2))
    a_thread(session, by=BEN, title="Unread")
    session.commit()
    assert news(amina, "/spaces/open") == ["1 new", "2 new"]
    assert news(amina, "/") == ["1 new", "2 new"]
    assert news(amina, "/spaces") == ["2 threads with new posts"]
    link = f'<a href="/threads/{thread.id}?from=3#p3">A thread</a>'
    assert link in amina.get("/spaces/open").text
    assert (news(ben, "/spaces/open"), news(ben, "/spaces")) == ([], [])


def test_what_was_there_before_somebody_joined_is_not_new(
    amina: HouseClient, session: Session
) -> None:
    old, newer = a_thread(session, by=BEN, replies=3), a_thread(session, by=BEN)
    for thread, moment in ((old, JOINED), (newer, JOINED + timedelta(microseconds=1))):
        session.execute(update(Thread).where(Thread.id == thread.id).values(last_posted_at=moment))
    session.commit()
    assert news(amina, "/spaces/open") == ["1 new"]
    assert news(amina, "/spaces") == ["1 thread with new posts"]
    assert f'<a href="/threads/{old.id}">A thread</a>' in amina.get("/spaces/open").text
