"""What is in the database now, read without holding the writer's turn."""

from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session

from core.db import Base
from front.models import METADATA

#: A whole database as a value: table, then key, then column.
Snapshot = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


def rows(session: Session, statement: Executable) -> list[tuple[Any, ...]]:
    """The rows as they are now, as plain tuples."""
    _afresh(session)
    found = [tuple(row) for row in session.execute(statement)]
    session.rollback()
    return found


def count(session: Session, model: type[Base]) -> int:
    """How many rows a table holds now."""
    [[found]] = rows(session, select(func.count()).select_from(model))
    return found


def snapshot(session: Session) -> Snapshot:
    """Every row of every table."""
    _afresh(session)
    found: Snapshot = {}
    for table in METADATA.sorted_tables:
        keys = [column.name for column in table.primary_key]
        found[table.name] = {
            tuple(row[key] for key in keys): dict(row)
            for row in session.execute(select(table)).mappings()
        }
    session.rollback()
    return found


def _afresh(session: Session) -> None:
    # A rollback makes every object ask the database again, which on SQLite takes the writer's turn.
    session.expunge_all()
    session.rollback()
