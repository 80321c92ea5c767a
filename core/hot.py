"""Hot reads: a SELECT compiled once an engine and put to the driver itself, for the busiest pages.

Source: docs/decisions/0005-speed.md (what it saves, and what is given up)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CompoundSelect, Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError

Change = Callable[[Any], Any]
Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


class Prepared:
    """A SELECT in one engine's own words, with what must be done to its values on the way."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        """Compile it; constants in the statement are bound for good."""
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.names: list[str] | None = compiled.positiontup
        self.constants = dict(compiled.params)
        self.inward = cast(dict[str, Change], dict(compiled._bind_processors))
        self.outward = [
            (place, change)
            for place, column in enumerate(statement.selected_columns)
            if (change := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def values(self, bound: Mapping[str, object]) -> Any:
        """What the driver takes: a tuple where it counts places, a mapping where it has names."""
        told = {**self.constants, **bound}
        for name, change in self.inward.items():
            told[name] = change(told[name])
        return told if self.names is None else tuple([told[name] for name in self.names])

    def shaped(self, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """The rows with their moments and truths as Python has them."""
        if not self.outward:
            return list(rows)
        shaped: list[Sequence[Any]] = []
        for row in rows:
            cells = list(row)
            for place, change in self.outward:
                cells[place] = change(cells[place])
            shaped.append(cells)
        return shaped


class Hot:
    """A SELECT that runs for every page; its rows are plain, in the order of its columns."""

    def __init__(self, statement: Statement) -> None:
        """Compile nothing yet: the engine is not known."""
        self.statement = statement
        self._prepared: dict[str, Prepared] = {}

    def rows(self, connection: Connection, bound: Mapping[str, object]) -> Sequence[Sequence[Any]]:
        """The rows. Raises: what SQLAlchemy raises, so that a lost database is known as one."""
        # Where somebody listens (a writer's turn, a test that counts), SQLAlchemy tells them.
        if connection._has_events or connection.engine._has_events:
            return connection.execute(self.statement, dict(bound)).all()
        dialect = connection.dialect
        prepared = self._prepared.get(dialect.name)
        if prepared is None:
            prepared = self._prepared[dialect.name] = Prepared(self.statement, dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(prepared.sql, prepared.values(bound))
            return prepared.shaped(cursor.fetchall())
        except dialect.loaded_dbapi.Error as error:
            raise _known(connection, error) from error
        finally:
            cursor.close()

    def first(self, connection: Connection, bound: Mapping[str, object]) -> Sequence[Any] | None:
        """The first row, or None."""
        rows = self.rows(connection, bound)
        return rows[0] if rows else None


def _known(connection: Connection, error: Exception) -> Exception:
    """The driver's trouble in SQLAlchemy's family of errors; a dead connection is let go."""
    dialect = connection.dialect
    base = dialect.loaded_dbapi.Error
    if dialect.is_disconnect(error, None, None):  # type: ignore[arg-type]
        connection.invalidate()
    return DBAPIError.instance(None, None, error, base, hide_parameters=True, dialect=dialect)
