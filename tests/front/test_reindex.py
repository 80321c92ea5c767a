"""The indexes of search can be made anew, and an interrupted filling goes on."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

import front.commands
from bookings.models import EventSearch
from forum.models import PostSearch
from tests.cast import BEN
from tests.client import HouseClient
from tests.factories import a_thread, an_event


def run(app: Flask, command: str) -> str:
    result = app.test_cli_runner().invoke(args=["house", command], catch_exceptions=False)
    assert result.exit_code == 0
    return str(result.output)


def indexed(session: Session) -> tuple[list[int], list[int]]:
    posts, events = (
        list(session.scalars(select(index.id).order_by(index.id)))
        for index in (PostSearch, EventSearch)
    )
    session.rollback()
    return posts, events


@pytest.fixture
def everything(session: Session) -> tuple[list[int], list[int]]:
    """What the indexes hold of three threads and two events."""
    for _ in range(3):
        a_thread(session, by=BEN, replies=2)
    for _ in range(2):
        an_event(session)
    session.commit()
    return indexed(session)


def test_all_of_it_is_made_anew(
    app: Flask, amina: HouseClient, session: Session, everything: tuple[list[int], list[int]]
) -> None:
    session.execute(delete(PostSearch))
    session.execute(delete(EventSearch))
    session.commit()
    assert "We found nothing" in amina.get("/search?q=reply").text
    told = run(app, "reindex-search")
    assert told == "Search: all posts can be found.\nSearch: all events can be found.\n"
    assert indexed(session) == everything
    assert amina.get("/search?q=reply").text.count('<li class="thread found">') == 6
    run(app, "reindex-search")
    assert indexed(session) == everything


def test_what_is_no_longer_live_goes_out(
    app: Flask, session: Session, everything: tuple[list[int], list[int]]
) -> None:
    posts, events = everything
    session.execute(text("UPDATE post SET state = 'hidden' WHERE id = :id"), {"id": posts[4]})
    session.commit()
    run(app, "reindex-search")
    assert indexed(session) == ([*posts[:4], *posts[5:]], events)


def test_a_filling_that_was_interrupted_goes_on_where_it_was(
    app: Flask,
    session: Session,
    everything: tuple[list[int], list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posts, events = everything
    session.execute(delete(PostSearch).where(PostSearch.id < posts[5]))
    session.execute(delete(EventSearch))
    session.commit()
    monkeypatch.setattr(front.commands, "BATCH", 1)
    monkeypatch.setattr(front.commands, "TURNS_TOLD", 2)
    assert (
        run(app, "prepare")
        == "".join(
            f"Search: posts down to number {posts[place]:,} can be found.\n" for place in (3, 1)
        )
        + f"Search: events down to number {events[0]:,} can be found.\n"
    )
    assert indexed(session) == everything
    assert run(app, "prepare") == ""


def test_prepare_leaves_alone_what_is_in_the_index(
    app: Flask, amina: HouseClient, session: Session, everything: tuple[list[int], list[int]]
) -> None:
    session.execute(text("UPDATE post SET words = 'zqnew'"))
    session.commit()
    nothing = []
    for command in ("prepare", "reindex-search"):
        run(app, command)
        nothing.append("We found nothing" in amina.get("/search?q=zqnew").text)
    assert nothing == [True, False]
