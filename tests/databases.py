"""Test databases: made once by the real migrations, then copied; PostgreSQL when told so."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url

from core.db import Database
from front.migrations import migrate
from tests.cast import bring_in_the_cast

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")


def make_template(folder: Path) -> str:
    """The address of a migrated database with the cast in it, to copy from."""
    if POSTGRESQL:
        name = f"template_{uuid4().hex[:12]}"
        _administer(f'CREATE DATABASE "{name}"')
        url = _url_of(name)
    else:
        url = f"sqlite:///{folder / 'template.sqlite3'}"
    database = Database(url)
    with database.writing.begin() as connection:
        migrate(connection)
    with database.write() as session:
        bring_in_the_cast(session)
        _move_counters(session.connection())
        session.commit()
    with database.writing.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    database.close()
    return url


@contextmanager
def copy_of(template: str, folder: Path) -> Iterator[str]:
    """The address of a fresh copy, gone afterwards."""
    if POSTGRESQL:
        name = f"copy_{uuid4().hex[:12]}"
        _administer(f'CREATE DATABASE "{name}" TEMPLATE "{make_url(template).database}"')
        try:
            yield _url_of(name)
        finally:
            _administer(f'DROP DATABASE "{name}" WITH (FORCE)')
    else:
        path = folder / "network.sqlite3"
        shutil.copy(str(make_url(template).database), path)
        yield f"sqlite:///{path}"


def drop_template(template: str) -> None:
    """Let the template go."""
    if POSTGRESQL:
        _administer(f'DROP DATABASE "{make_url(template).database}" WITH (FORCE)')


def _url_of(name: str) -> str:
    return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


def _administer(statement: str) -> None:
    with _administration().connect() as connection:
        connection.execute(text(statement))


@cache
def _administration() -> Engine:
    """One connection for a whole run: making it takes as long as copying a database."""
    return create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")


def _move_counters(connection: Connection) -> None:
    """The cast brings its own numbers; PostgreSQL's counters must move past them."""
    if connection.dialect.name == "postgresql":
        for table in ("person", "sign_in", "learning_group", "space"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', 100)"))
