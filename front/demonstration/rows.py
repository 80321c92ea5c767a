"""From the content files to rows of tables: read what was written."""

import random
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

#: Everybody was here before the first event and the first thread. Unit: days.
JOINED_DAYS_AGO = 420

#: Rows as a bulk insert takes them, and an entry of a content file as it was written.
Row = dict[str, Any]
Told = dict[str, Any]


def told(name: str, noun: str) -> list[Told]:
    """Every entry of that noun in a content file, or in all files of a folder by name."""
    path = CONTENT / name
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return [entry for file in files for entry in tomllib.loads(file.read_text("utf-8"))[noun]]


def chance(what: str) -> random.Random:
    """The same row of choices in every installation, so that all of them look alike."""
    return random.Random(f"peer innovators: {what}")  # noqa: S311 - invents people, guards nothing


def days(count: float) -> timedelta:
    """A span. Unit: days."""
    return timedelta(days=count)
