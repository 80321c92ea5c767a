"""Reads of the programme, one file a noun."""

from programme.queries.directory import (
    Asked,
    EntryRow,
    entries_for,
    interests_for,
    own_entries,
)
from programme.queries.groups import groups_to_choose, open_to, open_to_reader

__all__ = [
    "Asked",
    "EntryRow",
    "entries_for",
    "groups_to_choose",
    "interests_for",
    "open_to",
    "open_to_reader",
    "own_entries",
]
