"""What a search shows of the things it finds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute

from core.search.wanted import Wanted

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows, with whatever hides some of them from this reader, and the column of their number.

    `older_than` is the number after which this page begins.
    """

    rows: Rows
    key: InstrumentedAttribute[int]
    most: int
    older_than: int | None = None


def in_span(day: ColumnElement[date], told: Wanted) -> list[ColumnElement[bool]]:
    """Conditions for the days that are looked in."""
    found = []
    if told.after is not None:
        found.append(day >= told.after)
    if told.before is not None:
        found.append(day < told.before)
    return found
