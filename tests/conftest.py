"""What every test can ask for: the app on its own database, a session, a client that checks."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.db import Database
from core.settings import Settings, read_settings
from front.app import create_app
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE
from tests.client import HouseClient, Ledger
from tests.databases import copy_of, drop_template, make_template


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Overrides pytest-flask's own, which leaks who is signed in from request to request."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated database with the cast in it."""
    url = make_template(tmp_path_factory.mktemp("template"))
    yield url
    drop_template(url)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for a site that people sign in to for real."""
    instance = tmp_path_factory.mktemp("instance")
    told = read_settings({"INSTANCE_PATH": str(instance), "PUBLIC_URL": "http://localhost"})
    return dataclasses.replace(told, secret_key="only-for-tests", database_url="sqlite://")


@pytest.fixture(scope="session")
def house(settings: Settings) -> Flask:
    """The app, made once: its templates compile once."""
    app = create_app(settings)
    app.testing = True
    # A failure must reach the person as a page, in tests as anywhere.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def ledger() -> Ledger:
    """Counts changes that were made and not kept."""
    return Ledger()


@pytest.fixture
def database(template: str, tmp_path: Path, ledger: Ledger) -> Iterator[Database]:
    """A copy of the template, for this test alone."""
    with copy_of(template, tmp_path) as url:
        found = Database(url)
        event.listen(found.writing, "before_cursor_execute", lambda *args: ledger.wrote(args[2]))
        event.listen(found.writing, "commit", lambda _: ledger.kept())
        event.listen(found.writing, "rollback", lambda _: ledger.dropped())
        yield found
        found.close()


@pytest.fixture
def app(house: Flask, database: Database) -> Flask:
    """The app on this test's database."""
    house.extensions["database"] = database
    return house


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session of the test's own; it commits to be seen by the app."""
    with database.write() as found:
        yield found


@pytest.fixture
def visitor(app: Flask, ledger: Ledger) -> HouseClient:
    """A browser in which nobody is signed in."""
    return HouseClient(app, ledger)


@pytest.fixture
def amina(visitor: HouseClient) -> HouseClient:
    """A member with lived experience."""
    return visitor.as_(AMINA)


@pytest.fixture
def ben(visitor: HouseClient) -> HouseClient:
    """A carer."""
    return visitor.as_(BEN)


@pytest.fixture
def grace(visitor: HouseClient) -> HouseClient:
    """A staff member who organises."""
    return visitor.as_(GRACE)


@pytest.fixture
def dev(visitor: HouseClient) -> HouseClient:
    """A moderator."""
    return visitor.as_(DEV)


@pytest.fixture
def carol(visitor: HouseClient) -> HouseClient:
    """An outsider to the closed group, who must see nothing of it."""
    return visitor.as_(CAROL)
