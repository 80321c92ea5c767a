"""The two engines: what each may do, and with which promises."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.db import BUSY_MILLISECONDS, Database, UtcDateTime
from core.rate_limits import RateCount
from tests.cast import AMINA
from tests.client import HouseClient
from tests.databases import POSTGRESQL

DIALECTS = (sqlite.dialect(), postgresql.dialect())
ON_POSTGRESQL = bool(POSTGRESQL)

#: What each engine is asked, and what it must answer; last comes whether it may write.
PROMISES: dict[str, tuple[list[str], list[object]]] = {
    "sqlite": (
        [
            f"PRAGMA {name}"
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "query_only",
            )
        ],
        ["wal", 2, 1, BUSY_MILLISECONDS],
    ),
    "postgresql": (
        [f"SHOW {name}" for name in ("statement_timeout", "lock_timeout", "transaction_read_only")],
        ["10s", "5s"],
    ),
}
READ_ONLY: dict[str, object] = {"sqlite": 1, "postgresql": "on"}
OPEN: dict[str, object] = {"sqlite": 0, "postgresql": "off"}


def counted(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(AuditLine)) or 0


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_get_door_cannot_write(probe: HouseClient, session: Session, *, signed_in: bool) -> None:
    client = probe.as_(AMINA) if signed_in else probe
    answer = client.get("/probe/write")
    # SQLite calls it a trouble of the moment; PostgreSQL calls it our mistake, as it is.
    assert answer.status_code == (500 if ON_POSTGRESQL else 503)
    assert counted(session) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO learning_group (id, name, about) VALUES (99, 'slipped in', '')",
        "UPDATE person SET display_name = 'Nobody'",
        "DELETE FROM sign_in",
        "CREATE TABLE slipped_in (id INTEGER)",
    ],
)
def test_the_reading_engine_refuses_every_write(database: Database, statement: str) -> None:
    with database.reading.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(statement))
    with database.writing.begin() as connection:
        # The same words are good ones: only the engine refused them.
        connection.execute(text(statement))


@pytest.mark.parametrize("which", ["reading", "writing"])
def test_the_promises_are_in_force(database: Database, which: str) -> None:
    engine: Engine = getattr(database, which)
    told, expected = PROMISES[engine.dialect.name]
    with engine.connect() as connection:
        found = [connection.exec_driver_sql(statement).scalar() for statement in told]
    assert found == [*expected, {"reading": READ_ONLY, "writing": OPEN}[which][engine.dialect.name]]


def test_a_foreign_key_is_kept(database: Database) -> None:
    with database.writing.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("INSERT INTO person_role VALUES (4711, 'organiser')"))


def test_a_writer_takes_its_turn_with_its_first_read(database: Database, session: Session) -> None:
    session.scalar(select(func.count()).select_from(AuditLine))
    with database.writing.connect() as other:
        if not ON_POSTGRESQL:
            _hurry(other)
        with pytest.raises(DBAPIError) if not ON_POSTGRESQL else nullcontext():
            other.execute(text("SELECT 1"))


def _hurry(connection: Connection) -> None:
    """Let this connection wait for nobody."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA busy_timeout=0").close()


LINE = "(id, at, what, thing) SELECT id, at, 'nothing', thing FROM audit_line WHERE true"
CHANGES = [
    "UPDATE audit_line SET what = 'nothing'",
    "DELETE FROM audit_line",
    f"INSERT INTO audit_line {LINE} ON CONFLICT (id) DO UPDATE SET what = 'nothing'",
    *(
        ["TRUNCATE audit_line"]
        if ON_POSTGRESQL
        else [f"INSERT OR {verb} INTO audit_line {LINE}" for verb in ("REPLACE", "IGNORE")]
    ),
]


@pytest.mark.parametrize("verb", CHANGES)
def test_audit_lines_are_only_ever_added(database: Database, session: Session, verb: str) -> None:
    session.add(AuditLine(at=datetime(2026, 3, 3, tzinfo=UTC), what="place_booked", thing="event"))
    session.commit()
    with (
        database.writing.connect() as connection,
        pytest.raises(DBAPIError, match="audit lines are only ever added"),
    ):
        connection.execute(text(verb))
    assert list(session.scalars(select(AuditLine.what))) == ["place_booked"]


def test_a_moment_comes_back_in_utc(session: Session) -> None:
    told = datetime(2026, 7, 1, 14, 30, 5, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    session.add(RateCount(key="k", window_ends_at=told, tries=1))
    session.commit()
    session.expire_all()
    found = session.get_one(RateCount, "k").window_ends_at
    assert (found, found.tzinfo) == (told, UTC)


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(1900, 1, 1)))  # noqa: DTZ001
def test_what_is_bound_is_what_is_given_back(moment: datetime) -> None:
    kind = UtcDateTime()
    for dialect in DIALECTS:
        bound = kind.process_bind_param(moment, dialect)
        assert kind.process_result_value(bound, dialect) == moment.astimezone(UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="a stored moment needs its zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), DIALECTS[0])  # noqa: DTZ001


def test_nothing_stays_nothing() -> None:
    kind = UtcDateTime()
    for dialect in DIALECTS:
        assert kind.process_bind_param(None, dialect) is None
        assert kind.process_result_value(None, dialect) is None
