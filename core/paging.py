"""Lists by keyset: a page begins after the last row seen, so page 1,000 is as quick as page 1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

Row = TypeVar("Row")

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
    """One page of a list and where the next one begins, if there is one."""

    rows: Sequence[Row]
    next: str | None


def page_of(rows: Sequence[Row], key: Callable[[Row], Cursor], most: int = PAGE_ROWS) -> Page[Row]:
    """A page from one row more than it shows; the extra row only says that there is more."""
    shown = rows[:most]
    return Page(shown, str(key(shown[-1])) if len(rows) > most else None)
