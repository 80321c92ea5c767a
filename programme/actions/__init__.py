"""Writes of the programme, one file a noun."""

from programme.actions.entries import add_entry, remove_entry
from programme.actions.groups import group_called

__all__ = ["add_entry", "group_called", "remove_entry"]
