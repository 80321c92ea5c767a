"""The database: two engines (one that can only read), one session a request, one door to commit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import local
from typing import Any

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

#: How long a writer waits for its turn before the site says it is busy. Unit: milliseconds.
BUSY_MILLISECONDS = 5_000

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

#: The mark of the engine that can only read: what is read through it was kept by somebody.
ONLY_READS = {"only_reads": True}

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that is stored and given back in UTC, on engines that drop zones too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC. Raises: ValueError, for a time that names no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC, zone and all."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table shares: the naming of constraints and moments kept in UTC."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy's own shape


class Database:
    """Two engines on one database: `reading` refuses every write, `writing` queues for its turn.

    Source: docs/decisions/0002-one-writer.md
    """

    def __init__(self, url: str) -> None:
        """Open nothing yet; connections are made when first asked for."""
        self._lent = local()
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            self.reading, self.writing = _sqlite_engines(parsed)
        else:
            self.reading, self.writing = _postgresql_engines(parsed)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session of its own for work outside a request; the caller commits."""
        with Session(self.writing, expire_on_commit=False) as session:
            yield session

    def lend(self) -> Connection:
        """A connection that can only read, kept by this thread from one request to the next."""
        return self._kept() or self.reading.connect()

    def take_back(self, connection: Connection) -> None:
        """Keep it for the thread's next request, if it is sound and nothing is left open on it."""
        if (kept := self._kept()) is not None:
            # One request inside another, as in tests: one connection is enough.
            kept.close()
        if connection.closed or connection.invalidated or connection.in_transaction():
            connection.close()
        else:
            self._lent.connection = connection

    def _kept(self) -> Connection | None:
        """The connection that waits for this thread's next request, which waits no more."""
        kept: Connection | None = getattr(self._lent, "connection", None)
        self._lent.connection = None
        return kept

    def close(self) -> None:
        """Let every connection go that is not in use on another thread."""
        if (kept := self._kept()) is not None:
            kept.close()
        self.reading.dispose()
        self.writing.dispose()


def _sqlite_engines(url: URL) -> tuple[Engine, Engine]:
    # As on PostgreSQL, each question stands alone: BEGIN and ROLLBACK cost as much as one of them.
    reading = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        execution_options=ONLY_READS,
    )
    writing = create_engine(url)
    event.listen(reading, "connect", _sqlite_connected(query_only=1))
    event.listen(writing, "connect", _sqlite_connected(query_only=0))
    event.listen(writing, "begin", _sqlite_begins)
    return reading, writing


def _sqlite_connected(query_only: int) -> Callable[[Any, Any], None]:
    def connected(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late to keep two writers apart: 25-34 sold of 5.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "mmap_size=268435456",
            f"query_only={query_only}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    return connected


def _sqlite_begins(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql_engines(url: URL) -> tuple[Engine, Engine]:
    # Compiling a statement takes longer than any statement of ours.
    limits = "-c statement_timeout=10000 -c lock_timeout=5000 -c jit=off"
    reading = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        execution_options=ONLY_READS,
        connect_args={"options": f"{limits} -c default_transaction_read_only=on"},
    )
    return reading, create_engine(url, connect_args={"options": limits})


def init_app(app: Flask, database: Database) -> None:
    """Give the app its database, and let go of each request's session when it ends."""
    app.extensions["database"] = database
    app.teardown_appcontext(_let_go)


def database() -> Database:
    """The database of the app at work."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """This request's session: one transaction, which only `commit` keeps. A GET's can't write."""
    if "session" not in g:
        safe = request.method in SAFE_METHODS
        engine = database().reading if safe else database().writing
        g.session = Session(engine, expire_on_commit=False)
    held: Session = g.session
    return held


def connection() -> Connection:
    """This request's connection for reading, which can't write.

    Once a request has begun to change something it reads its own changes, until they are kept or
    dropped: so a turn at the one writer's place is no longer than the change itself.
    """
    # The request's own place and not the proxy to it, which looks it up at every word.
    here = g._get_current_object()
    if "session" in here:
        return session().connection()
    if "connection" not in here:
        here.connection = database().lend()
    held: Connection = here.connection
    return held


def commit() -> None:
    """Keep everything this request changed. Only doors and commands call it."""
    session().commit()
    _let_go(None)


def rollback() -> None:
    """Forget everything this request changed so far."""
    session().rollback()
    _let_go(None)


def _let_go(_error: BaseException | None) -> None:
    here = g._get_current_object()
    if (session := here.pop("session", None)) is not None:
        session.close()
    if (connection := here.pop("connection", None)) is not None:
        database().take_back(connection)


def insert_into(connection: Connection, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT in this engine's own words."""
    words = sqlite if connection.dialect.name == "sqlite" else postgresql
    return words.insert(table)


def add_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that nothing else has to point at."""
    if rows:
        # Else each run of rows that lack the same values would be a statement of its own.
        session.execute(insert(model), rows, execution_options={"render_nulls": True})


def add_numbered_rows(
    session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]
) -> list[int]:
    """Add rows; the caller gets their numbers, in the order of the rows."""
    numbers = insert(model).returning(model.__table__.c.id, sort_by_parameter_order=True)
    return list(session.scalars(numbers, rows)) if rows else []
