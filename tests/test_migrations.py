"""The migrations: numbered, one after the other, down and up again, and equal to the models."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, inspect

from core.db import Database
from front.migrations import HEAD, MIGRATIONS, migrate, migrate_down
from front.models import METADATA
from tests.databases import copy_of

INDEXES = ("post_search", "event_search")

#: On SQLite FTS5 has these tables of its own, which no model has, ...
WORDS = {f"{index}_words{part}" for index in INDEXES for part in ("", "_config", "_data", "_idx")}

#: ... and lacks these indexes, which only PostgreSQL asks.
VECTORS = {f"ix_{index}_{what}" for index in INDEXES for what in ("document", "day")}

FILES = sorted((MIGRATIONS / "versions").glob("*.py"))
REVISIONS = [path.stem for path in FILES]


@pytest.fixture
def empty(template: str, tmp_path: Path) -> Iterator[Database]:
    """A database with nothing in it, by way of every downgrade."""
    with copy_of(template, tmp_path) as url:
        database = Database(url)
        with database.writing.begin() as connection:
            migrate_down(connection, "base")
        yield database
        database.close()


def tables(connection: Connection) -> set[str]:
    found = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return found - WORDS


def columns(connection: Connection) -> set[tuple[str, str]]:
    """Every table's columns, by both names."""
    look = inspect(connection)
    return {
        (table, str(one["name"])) for table in tables(connection) for one in look.get_columns(table)
    }


def differences(connection: Connection) -> list[object]:
    on_sqlite = connection.dialect.name == "sqlite"

    def belongs(_thing: object, name: str | None, *_told: object) -> bool:
        return name not in (WORDS | VECTORS if on_sqlite else ())

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_object": belongs}
    )
    found: list[object] = compare_metadata(context, METADATA)
    return found


def test_search_has_its_words_on_sqlite_and_its_indexes_on_postgresql(empty: Database) -> None:
    with empty.writing.begin() as connection:
        migrate(connection)
        inspected = inspect(connection)
        words = set(inspected.get_table_names()) & WORDS
        indexes = {one["name"] for index in INDEXES for one in inspected.get_indexes(index)}
    on_sqlite = empty.writing.dialect.name == "sqlite"
    assert (words, indexes) == ((WORDS, set()) if on_sqlite else (set(), VECTORS))


def test_they_are_numbered_and_named_as_they_say() -> None:
    assert [name[:5] for name in REVISIONS] == [f"{n:04}_" for n in range(1, len(FILES) + 1)]
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    walked = [revision.revision for revision in script.walk_revisions()]
    assert walked == list(reversed(REVISIONS))
    assert script.get_heads() == [HEAD] == [REVISIONS[-1]]
    assert (MIGRATIONS / "HEAD").read_text("ascii") == f"{HEAD}\n"


@pytest.mark.parametrize("path", [*FILES, MIGRATIONS / "env.py"], ids=lambda path: path.stem)
def test_none_imports_a_model(path: Path) -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
    }
    assert imported <= {"alembic", "sqlalchemy"}


def test_an_empty_database_becomes_the_models(empty: Database) -> None:
    with empty.writing.begin() as connection:
        assert tables(connection) == set()
        migrate(connection)
        assert tables(connection) == set(METADATA.tables)
        assert differences(connection) == []


def test_a_difference_would_be_found(empty: Database) -> None:
    with empty.writing.begin() as connection:
        migrate(connection, REVISIONS[-2])
        assert differences(connection) != []


def test_the_checks_are_the_models_checks(empty: Database) -> None:
    """Alembic compares no checks, so we do: by table and name."""
    declared = {
        (table.name, str(constraint.name))
        for table in METADATA.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    with empty.writing.begin() as connection:
        migrate(connection)
        found = {
            (table, str(check["name"]))
            for table in tables(connection)
            for check in inspect(connection).get_check_constraints(table)
        }
    assert found == declared
    assert len(found) > 10


def test_each_goes_down_and_up_again(empty: Database) -> None:
    for number, revision in enumerate(REVISIONS):
        below = REVISIONS[number - 1] if number else "base"
        with empty.writing.begin() as connection:
            before = columns(connection)
            migrate(connection, revision)
            after = columns(connection)
            migrate_down(connection, below)
            assert columns(connection) == before
            migrate(connection, revision)
            assert columns(connection) == after
            assert MigrationContext.configure(connection).get_current_revision() == revision
            assert {table for table, _ in after} >= {table for table, _ in before}


def test_bringing_up_what_is_up_changes_nothing(empty: Database) -> None:
    for _ in range(2):
        with empty.writing.begin() as connection:
            migrate(connection)
            assert differences(connection) == []
