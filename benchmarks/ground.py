"""A throw-away house for one run: an instance folder and a database that are gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from core.settings import read_settings
from front.app import create_app
from front.migrations import migrate
from setup_house.surroundings import bare_surroundings


@dataclass(frozen=True, slots=True)
class Ground:
    """The folder, the app in this process, and what a server's process is told."""

    folder: Path
    app: Flask
    environment: dict[str, str]

    @property
    def engine(self) -> str:
        """The database's name: sqlite or postgresql."""
        return make_url(self.environment["DATABASE_URL"]).get_backend_name()

    def cookie(self, token: str) -> str:
        """The cookie of a person who is signed in with this secret on a device of their own."""
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        inside = {"_permanent": True, "_user_id": token, "_fresh": True, "_id": "0" * 128}
        return str(serializer.dumps(inside))


@contextmanager
def throwaway_ground(server: str) -> Iterator[Ground]:
    """An empty, migrated house: in a new database of a PostgreSQL server, or else on SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="network-bench-"))
    try:
        with _database(folder, server) as url:
            told = {
                "INSTANCE_PATH": str(folder),
                "DATABASE_URL": url,
                "SECRET_KEY": uuid4().hex,
                "DEMONSTRATION": "0",
            }
            app = create_app(read_settings({**told, "PUBLIC_URL": "http://localhost"}))
            database = app.extensions["database"]
            with database.writing.begin() as connection:
                migrate(connection)
            yield Ground(folder, app, bare_surroundings(os.environ) | told)
            database.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(folder: Path, server: str) -> Iterator[str]:
    if not server.startswith("postgresql"):
        yield f"sqlite:///{folder / 'network.sqlite3'}"
        return
    name = f"bench_{uuid4().hex[:12]}"
    _administer(server, f'CREATE DATABASE "{name}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
