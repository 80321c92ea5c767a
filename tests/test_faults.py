"""When the database is lost, busy or full: a plain page, the words back, nothing promised lost."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.db import Database
from forum.models import Post
from front.migrations import migrate
from tests.cast import AMINA, BEN, bring_in_the_cast
from tests.client import HouseClient, Ledger
from tests.factories import a_thread

WORDS = "I wrote this slowly, and I want to keep it. " * 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "faulty.sqlite3"


@pytest.fixture
def faulty(house: Flask, file: Path) -> Iterator[Database]:
    """A SQLite database of its own, on any run: these faults are made with its own means."""
    database = Database(f"sqlite:///{file}")
    # After core.db's own listener: nobody here waits five seconds for a turn.
    event.listen(database.writing, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    with database.writing.begin() as connection:
        migrate(connection)
    with database.write() as session:
        bring_in_the_cast(session)
        a_thread(session, by=BEN)
        session.commit()
    house.extensions["database"] = database
    yield database
    database.close()


@pytest.fixture
def client(house: Flask, faulty: Database) -> HouseClient:
    return HouseClient(house, Ledger(), AMINA)


def texts(faulty: Database) -> list[str]:
    with faulty.write() as session:
        return list(session.scalars(select(Post.markdown).order_by(Post.no)))


def refused_kindly(client: HouseClient, *, htmx: bool) -> None:
    """A reply gets 503: in plain words, with the numbers to ring, and with all that was typed."""
    typed = {"text": WORDS, "once": "a-1", "shown": "1"}
    answer = client.post("/threads/1/replies", typed, htmx=htmx)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert f">\n{WORDS}</textarea>" in answer.text
    assert '<input type="hidden" name="once" value="a-1">' in answer.text
    assert "OperationalError" not in answer.text
    if htmx:
        assert answer.text.startswith('<section id="error"')
    else:
        for number in ("tel:999", "tel:111", "tel:116123"):
            assert f'href="{number}"' in answer.text


@pytest.mark.parametrize("htmx", [True, False])
def test_the_database_is_gone(
    house: Flask, client: HouseClient, tmp_path: Path, *, htmx: bool
) -> None:
    there = house.extensions["database"]
    lost = Database(f"sqlite:///{tmp_path / 'no-such-folder' / 'network.sqlite3'}")
    house.extensions["database"] = lost
    refused_kindly(client, htmx=htmx)
    page = client.get("/threads/1", htmx=htmx)
    assert page.status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    lost.close()
    house.extensions["database"] = there
    assert client.get("/threads/1").status_code == 200


@pytest.mark.parametrize("htmx", [True, False])
def test_another_writer_holds_the_turn(
    client: HouseClient, faulty: Database, file: Path, *, htmx: bool
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused_kindly(client, htmx=htmx)
    # Readers never wait for a writer; that the page was read is noted another time.
    assert client.get("/threads/1").status_code == 200
    other.execute("ROLLBACK")
    other.close()
    assert texts(faulty) == ["First words."]
    assert client.post("/threads/1/replies", {"text": WORDS, "once": "a-1"}).status_code == 303
    assert texts(faulty) == ["First words.", WORDS.strip()]


@pytest.mark.parametrize("htmx", [True, False])
def test_the_disk_is_full(client: HouseClient, faulty: Database, *, htmx: bool) -> None:
    kept = [f"Kept {number}. {'w' * 3000}" for number in range(5)]
    for text in kept:
        assert client.post("/threads/1/replies", {"text": text}).status_code == 303
    with faulty.writing.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    faulty.writing.dispose()

    def fill(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count={pages}")

    event.listen(faulty.writing, "connect", fill)
    refused_kindly(client, htmx=htmx)
    assert client.get("/threads/1").status_code == 200
    event.remove(faulty.writing, "connect", fill)
    faulty.writing.dispose()
    assert texts(faulty) == ["First words.", *kept]
    assert client.post("/threads/1/replies", {"text": WORDS, "once": "a-1"}).status_code == 303
    assert texts(faulty) == ["First words.", *kept, WORDS.strip()]


def test_a_bug_is_a_plain_page_that_tells_nothing(
    house: Flask, client: HouseClient, session: Session
) -> None:
    """A reply to a thread whose table is gone: the page says sorry, not what went wrong."""
    with house.extensions["database"].writing.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE post RENAME TO elsewhere")
    answer = client.post("/threads/1/replies", {"text": WORDS, "once": "a-1"})
    assert answer.status_code in {500, 503}
    assert f">\n{WORDS}</textarea>" in answer.text
    for leak in ("sqlite", "Traceback", "post", "SELECT", "elsewhere"):
        assert leak not in answer.text.replace('method="post"', "").replace(WORDS, "")
    session.rollback()
