"""An index of words: one table on both engines, one way to ask it, the newest first.

Source: docs/decisions/0013-search.md (what else was tried, and how fast it is)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Dialect,
    Index,
    Integer,
    String,
    Table,
    column,
    delete,
    table,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from core.db import Base, insert_into
from core.search.blocks import by_blocks
from core.search.marks import BLOCK_BITS, block_marks, day_marks
from core.search.shown import Rows, Shown, in_span
from core.search.wanted import Wanted, document, to_fts5


class Document(TypeDecorator[Sequence[str]]):
    """The words and marks of one thing: a tsvector, or the text that FTS5 is fed with."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on this engine."""
        return dialect.type_descriptor(TSVECTOR() if has_vectors(dialect) else String())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        """The words as the engine reads them, each in its place."""
        if value is None or not has_vectors(dialect):
            return None if value is None else " ".join(value)
        return " ".join(f"'{word}':{place}" for place, word in enumerate(value, start=1))


def has_vectors(dialect: Dialect) -> bool:
    """True for the engine that has tsvectors, false for the one that has FTS5."""
    return dialect.name == "postgresql"


class Searched:
    """The columns of an index. Its table's `id` is the number of the thing; others have `marks`."""

    block: Mapped[int]
    day: Mapped[date]
    document: Mapped[Sequence[str]] = mapped_column(Document)


def search_indexes(name: str) -> tuple[Index, Index]:
    """What the table of an index needs in its `__table_args__`; SQLite needs neither.

    New words go straight into the first: a list of what waits to be sorted in would be read by
    every search.
    """
    words = Index(
        f"ix_{name}_document",
        "document",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    days = Index(f"ix_{name}_day", "block", "day")
    return words.ddl_if(dialect="postgresql"), days.ddl_if(dialect="postgresql")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as an index holds it; `marks` are found by nobody who types them."""

    id: int
    day: date
    title: str
    text: str
    marks: Sequence[str] = ()


def put(session: Session, index: type[Base], entries: Iterable[Entry]) -> int:
    """Make the index say this of each of these things, whatever it said before; how many."""
    connection = session.connection()
    rows = [_row(connection.dialect, entry) for entry in entries]
    if rows:
        insert = insert_into(connection, index.__table__)
        changed = {name: insert.excluded[name] for name in ("block", "day", "document")}
        session.execute(insert.on_conflict_do_update(index_elements=["id"], set_=changed), rows)
    return len(rows)


def _row(dialect: Dialect, entry: Entry) -> dict[str, Any]:
    place = block_marks(entry.id) if has_vectors(dialect) else day_marks(entry.day)
    return {
        "id": entry.id,
        "block": entry.id >> BLOCK_BITS[-1],
        "day": entry.day,
        "document": document(entry.title, entry.text, (*entry.marks, *place)),
    }


def forget(session: Session, index: type[Base], ids: Iterable[int]) -> None:
    """Make the index know nothing of these things."""
    rows = _table(index)
    session.execute(delete(rows).where(rows.c.id.in_(list(ids))))


def _table(index: type[Base]) -> Table:
    return cast("Table", index.__table__)


def newest_found(connection: Connection, index: type[Base], told: Wanted, shown: Shown) -> Rows:
    """The rows that the index finds, the highest number first.

    What this reader may see is part of the same statement, so that nothing is found first and
    hidden later.
    """
    if has_vectors(connection.dialect):
        return by_blocks(_table(index), told, shown)
    return _by_fts5(_table(index), told, shown)


def _by_fts5(index: Table, told: Wanted, shown: Shown) -> Rows:
    name = f"{index.name}_words"
    words = table(name, column("rowid", Integer), column(name, String))
    # The sum keeps SQLite from going the other way round, from every row to the index. So the hits
    # come from the index in its own order, and it stops at the last one that is shown.
    number = words.c.rowid + 0
    found = shown.rows.where(words.c[name].op("MATCH")(to_fts5(told)), shown.key == number)
    if told.after or told.before:
        found = found.where(index.c.id == number, *in_span(index.c.day, told))
    if shown.older_than is not None:
        found = found.where(words.c.rowid < shown.older_than)
    return found.order_by(words.c.rowid.desc()).limit(shown.most)
