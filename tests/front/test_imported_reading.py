"""What people meet after an import: nothing is new that is old, and nothing is told of anybody."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.db import Database
from forum.actions.moves import merge_threads
from forum.actions.posts import write_reply
from forum.actions.reading import move_read_position
from forum.actions.writing import Written
from forum.models import Imported, Post, PostSearch, ReadPosition, Space, Thread
from forum.queries.thread_lists import newest_threads
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, DEV, JOINED, Member
from tests.client import HouseClient
from tests.factories import a_thread
from tests.imports import a_file, brought_in, person, post, refusals, run, space, thread
from tests.reading import count, rows

LINES = (space(), person(), person("u2", "Tom"), thread(), post(), post("p2", author="u2"))


def new_to(database: Database, who: Member) -> dict[str, int]:
    """How many posts of each thread are new to somebody."""
    with database.reading.connect() as connection:
        return {row.title: row.unread for row in newest_threads(connection, who.identity(), 50)}


def thread_of(session: Session, key: str = "t1") -> int:
    found = select(Imported.our_id).where(Imported.kind == "thread", Imported.their_key == key)
    [[number]] = rows(session, found)
    return int(number)


def test_what_came_from_elsewhere_is_new_to_nobody(
    app: Flask, database: Database, session: Session, tmp_path: Path
) -> None:
    # The control: the same posts written here, by now, are new to somebody who joined before.
    a_thread(session, by=AMINA, title="Here", replies=1)
    session.commit()
    run(app, a_file(tmp_path, *LINES))
    assert new_to(database, BEN) == {"Here": 2, "About t1": 0}
    write_reply(session, AMINA.identity(), thread_of(session), Written("And now?"))
    session.commit()
    assert new_to(database, BEN) == {"Here": 2, "About t1": 1}


def test_only_who_could_find_it_new_gets_a_place(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    # Ben came after what was said; and nobody from the other forum can come in and read.
    late = JOINED + timedelta(days=365)
    session.execute(update(Person).where(Person.id == BEN.id).values(joined_at=late))
    session.commit()
    run(app, a_file(tmp_path, *LINES))
    places = select(ReadPosition.person_id, ReadPosition.no).order_by(ReadPosition.person_id)
    assert rows(session, places) == [(1, 2), (3, 2), (4, 2), (5, 2)]


@pytest.mark.parametrize(("read_to", "new"), [(3, 0), (2, 3), (None, 5)])
def test_a_later_import_hides_nothing_that_was_new(
    app: Flask,
    database: Database,
    session: Session,
    tmp_path: Path,
    read_to: int | None,
    *,
    new: int,
) -> None:
    old = {"at": "2023-06-01T10:00:00Z"}
    lines = (space(), person(), thread(**old), post(**old), post("p2", **old))
    run(app, a_file(tmp_path, *lines))
    number = thread_of(session)
    write_reply(session, AMINA.identity(), number, Written("Written here."))
    if read_to:
        move_read_position(session, BEN.id, number, read_to)
    session.commit()
    run(app, a_file(tmp_path, *lines, post("p3"), post("p4")))
    assert new_to(database, BEN) == {"About t1": new}


def test_a_thread_stays_where_its_newest_post_puts_it(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    run(app, a_file(tmp_path, *LINES))
    number = thread_of(session)
    written = write_reply(session, AMINA.identity(), number, Written("Written here.")).posted_at
    session.commit()
    state = select(Thread.last_post_no, Thread.last_posted_at, Thread.version)
    [[_, _, version]] = rows(session, state)
    run(app, a_file(tmp_path, *LINES, post("p3")))
    assert rows(session, state) == [(4, written, version + 1)]
    numbers = select(Post.no).where(Post.thread_id == number).order_by(Post.id)
    assert rows(session, numbers) == [(1,), (2,), (3,), (4,)]


def test_a_page_that_was_read_shows_what_came_since(
    app: Flask, session: Session, amina: HouseClient, tmp_path: Path
) -> None:
    run(app, a_file(tmp_path, *LINES))
    address = f"/threads/{thread_of(session)}"
    assert "Words of p3." not in amina.get(address).text
    run(app, a_file(tmp_path, *LINES, post("p3")))
    assert "Words of p3." in amina.get(address).text


def test_posts_for_a_thread_that_was_merged_go_on_where_it_went(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    lines = (*LINES, thread("t2", author="u2"), post("p9", thread="t2"))
    run(app, a_file(tmp_path, *lines))
    source, target = thread_of(session, "t2"), thread_of(session, "t1")
    merge_threads(session, DEV.id, source, target)
    session.commit()
    run(app, a_file(tmp_path, *lines, post("p10", thread="t2", reply_to="p9")))
    found = [(each[0], each[1], each[2]) for each in brought_in(session)["posts"]]
    assert found == [
        ("p1", "About t1", 1),
        ("p10", "About t1", 4),
        ("p2", "About t1", 2),
        ("p9", "About t1", 3),
    ]


def test_a_closed_space_is_read_by_its_group_alone(
    app: Flask, session: Session, amina: HouseClient, carol: HouseClient, tmp_path: Path
) -> None:
    run(app, a_file(tmp_path, space(group="Closed group"), *LINES[1:]))
    address = f"/threads/{thread_of(session)}"
    assert "Words of p1." in amina.get(address).text
    assert carol.get(address).status_code == 404
    assert carol.get("/spaces/walks").status_code == 404


def test_threads_go_to_a_space_that_the_same_people_read(
    app: Flask, session: Session, amina: HouseClient, tmp_path: Path
) -> None:
    ours = thread(space="open")
    result = run(app, a_file(tmp_path, space("open", name="Theirs"), *LINES[1:3], ours, post()))
    assert result.exit_code == 0
    [there] = brought_in(session)["spaces"]
    assert there[:3] == ("open", "open", "The open space")
    assert "About t1" in amina.get("/spaces/open").text


@pytest.mark.parametrize(
    ("key", "group"), [("closed", None), ("open", "Closed group"), ("closed", "Other group")]
)
def test_threads_go_to_no_space_that_others_read(
    app: Flask, session: Session, tmp_path: Path, key: str, group: str | None
) -> None:
    spaces = count(session, Space)
    told = [space(key, group=group), person(), thread(space=key), post()]
    result = run(app, a_file(tmp_path, *told))
    others = f"There is a space “{key}” here that other people read. Choose another key."
    assert refusals(result) == [
        f"Line 1 was not taken. {others}",
        f"Line 3 was not taken. It needs the space “{key}”: line 1 was not taken.",
        "Line 4 was not taken. It needs the thread “t1”: line 3 was not taken.",
    ]
    assert (count(session, Thread), count(session, Space)) == (0, spaces)


def test_the_group_of_a_space_is_the_one_of_that_name(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    spaces = [space("a", group="Closed group"), space("b", group="Mondays")]
    run(app, a_file(tmp_path, *spaces, space("c", group="Mondays")))
    groups = rows(
        session, select(Space.group_id).where(Space.key.in_(["a", "b", "c"])).order_by(Space.key)
    )
    assert groups[0] == (CLOSED_GROUP,)
    assert groups[1] == groups[2] != (CLOSED_GROUP,)


@pytest.mark.parametrize(
    ("first", "named"),
    [
        (post(), True),
        (post(anonymous=True), False),
        # What she wrote without her name is not taken: then the list must not name her either.
        (post(anonymous=True, text=""), False),
    ],
)
def test_who_began_a_thread_without_their_name_is_never_named(
    app: Flask, amina: HouseClient, tmp_path: Path, first: dict[str, object], *, named: bool
) -> None:
    run(app, a_file(tmp_path, *LINES[:4], first, post("p2", author="u2")))
    page = amina.get("/spaces/walks").text
    assert ("Maryam" in page) is named
    assert ("Somebody here" in page) is not named


def test_a_name_after_an_at_means_somebody_of_the_same_file(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    text = "@Amina, @Tom, @Maryam, @Nobody and me@Tom.example"
    lines = [space(), person(), person("u2", "Tom"), person("u3", "TOM"), person("u4", "Amina")]
    run(app, a_file(tmp_path, *lines, thread(), post(text=text)))
    # Our Amina is not theirs; and nobody knows which Tom is meant.
    assert brought_in(session)["mentions"] == [
        ("p1", "amina", "Amina (2)"),
        ("p1", "maryam", "Maryam"),
    ]
    [[html]] = rows(session, select(Post.html))
    assert html.count("<a ") == 2
    assert ">@Amina (2)</a>" in html


def test_a_quote_of_another_forum_is_of_no_post_here(
    app: Flask, session: Session, amina: HouseClient, tmp_path: Path
) -> None:
    a_thread(session, by=CAROL, text="Something that Carol said.")
    session.commit()
    [[number]] = rows(session, select(Post.id))
    text = f"> [quote {number}]\n> Something she never said.\n\nReally?"
    run(app, a_file(tmp_path, *LINES[:4], post(text=text)))
    page = amina.get(f"/threads/{thread_of(session)}").text
    assert "<blockquote>\n<p>Something she never said.</p>\n</blockquote>" in page
    assert "Carol" not in page


def test_what_came_is_found_as_if_it_had_been_written_here(
    app: Flask, session: Session, amina: HouseClient, carol: HouseClient, tmp_path: Path
) -> None:
    lines = (space(group="Closed group"), *LINES[1:3], thread(title="Kingfishers", tags=["birds"]))
    run(app, a_file(tmp_path, *lines, post(), post("p2", text="We saw **herons** too.")))
    address = f"/threads/{thread_of(session)}"
    for words in ("kingfisher", "heron", "tag:birds", "author:Maryam herons"):
        assert address in amina.get("/search", query_string={"q": words}).text
        assert address not in carol.get("/search", query_string={"q": words}).text
    index = select(PostSearch.id, PostSearch.day, PostSearch.document).order_by(PostSearch.id)
    filled = rows(session, index)
    session.execute(delete(PostSearch))
    session.commit()
    app.test_cli_runner().invoke(args=["house", "reindex-search"])
    assert rows(session, index) == filled
    assert len(filled) == 2
