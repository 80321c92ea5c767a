"""Lists by keyset: a page begins after the last row seen, so page 1,000 is as quick as page 1."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from core.hot import Hot

Row = TypeVar("Row")
Shaped = TypeVar("Shaped")

#: Rows on a page of any list.
PAGE_ROWS = 25

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list after which a page begins: a moment, and a number to break ties."""

    at: datetime
    id: int

    def __str__(self) -> str:
        """The cursor as it stands in an address."""
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"


def cursor(text: str | None) -> Cursor | None:
    """The place an address names, or None (the beginning) when it names none that could be."""
    if not text:
        return None
    micros, _, number = text[:40].partition("-")
    if not (micros.isascii() and micros.isdigit() and number.isascii() and number.isdigit()):
        return None
    try:
        return Cursor(_EPOCH + timedelta(microseconds=int(micros)), min(int(number), 2**31 - 1))
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list, whether it is the first, and where the next one begins, if any."""

    rows: Sequence[Row]
    first: bool
    next: str | None

    def shaped(self, shape: Callable[[Row], Shaped]) -> "Page[Shaped]":
        """The same page with each row as `shape` makes it."""
        return Page([shape(row) for row in self.rows], self.first, self.next)


@dataclass(frozen=True, slots=True)
class Keyset:
    """A list in its order, the same after a cursor, and the columns that a cursor holds."""

    beginning: Select[*tuple[Any, ...]]
    after_cursor: Select[*tuple[Any, ...]]
    at: str
    number: str

    def rows(
        self, connection: Connection, bound: Mapping[str, object], *, begins: bool
    ) -> Sequence[Any]:
        """The rows, from the beginning or after the bound `at` and `id`."""
        return connection.execute(self.beginning if begins else self.after_cursor, bound).all()

    def place_of(self, row: Any) -> Cursor:
        """Where a row stands in the list."""
        return Cursor(getattr(row, self.at), getattr(row, self.number))


class HotKeyset:
    """The same for a list that is often read: its rows are plain, as `core.hot` gives them."""

    def __init__(self, lists: Keyset) -> None:
        """Take the list over."""
        self._beginning, self._after_cursor = Hot(lists.beginning), Hot(lists.after_cursor)
        names = [column.key for column in lists.beginning.selected_columns]
        self._at, self._number = names.index(lists.at), names.index(lists.number)

    def rows(
        self, connection: Connection, bound: Mapping[str, object], *, begins: bool
    ) -> Sequence[Any]:
        """The rows, from the beginning or after the bound `at` and `id`."""
        return (self._beginning if begins else self._after_cursor).rows(connection, bound)

    def place_of(self, row: Any) -> Cursor:
        """Where a row stands in the list."""
        return Cursor(row[self._at], row[self._number])


def keyset(
    rows: Select[*tuple[Any, ...]],
    at: InstrumentedAttribute[datetime],
    number: InstrumentedAttribute[int],
    *,
    newest_first: bool,
) -> Keyset:
    """The list in order of a moment and a number; its LIMIT must be the bound `most`."""
    here, told = tuple_(at, number), tuple_(bindparam("at", type_=at.type), bindparam("id"))
    order = (at.desc(), number.desc()) if newest_first else (at.asc(), number.asc())
    ordered = rows.order_by(None).order_by(*order)
    beyond = here < told if newest_first else here > told
    return Keyset(ordered, ordered.where(beyond), at.key, number.key)


def one_page(
    connection: Connection,
    lists: Keyset | HotKeyset,
    bound: Mapping[str, object],
    after: Cursor | None,
    most: int = PAGE_ROWS,
) -> Page[Any]:
    """One page of a list. One row more than it shows is read, only to know that there is more."""
    told = {**bound, "most": most + 1}
    if after is not None:
        told |= {"at": after.at, "id": after.id}
    rows = lists.rows(connection, told, begins=after is None)
    shown = rows[:most]
    following = str(lists.place_of(shown[-1])) if len(rows) > most else None
    return Page(shown, first=after is None, next=following)
