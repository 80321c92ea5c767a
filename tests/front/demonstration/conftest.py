"""A seeded network, made once for the tests of this folder."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from core.db import Database
from front.demonstration import seed_demonstration
from front.groundwork import lay_out_spaces
from front.migrations import migrate


@pytest.fixture(scope="package")
def seeded(house: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    # The house ties its rooms together: without it, safety knows nothing of posts.
    assert house.name == "network"
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('seeded') / 'network.sqlite3'}")
    with database.writing.begin() as connection:
        migrate(connection)
    with database.write() as session:
        lay_out_spaces(session)
        seed_demonstration(session)
        session.commit()
    yield database
    database.close()


@pytest.fixture
def rows(seeded: Database) -> Iterator[Session]:
    """A session that keeps nothing, so that every test finds the same rows."""
    with seeded.write() as found:
        yield found


@pytest.fixture
def reading(rows: Session) -> Connection:
    return rows.connection()
