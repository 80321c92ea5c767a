"""One line of a file from another forum: what it tells, or why it can't be taken.

Source: docs/import.md, where the form of the file is told for those who write one.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from forum.rules.import_fields import Fields, NotTaken
from forum.rules.posts import POST_MAX_CHARS, TITLE_MAX_CHARS
from forum.rules.threads import KINDS
from forum.rules.words import NOTES, notes_column

#: A thing of the other forum: its kind and the key it has there.
Ref = tuple[str, str]

#: Longer lines are not looked into; no post needs one. Unit: bytes.
LINE_MAX_BYTES = 2_000_000

NAME_MAX_CHARS = 120
PURPOSE_MAX_CHARS = 1_000
TAG_MAX_CHARS = 40
MOST_TAGS = 10


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space: what it is called, what it is for, and the group that alone reads it, if one."""

    kind: ClassVar[str] = "space"
    key: str
    name: str
    purpose: str
    group: str | None

    def needs(self) -> tuple[Ref, ...]:
        """What has to be there before."""
        return ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who wrote there, by the name that people saw."""

    kind: ClassVar[str] = "person"
    key: str
    name: str

    def needs(self) -> tuple[Ref, ...]:
        """What has to be there before."""
        return ()


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A conversation; its posts come after it."""

    kind: ClassVar[str] = "thread"
    key: str
    space: str
    author: str
    title: str
    at: datetime
    talk: str
    tags: tuple[str, ...]

    def needs(self) -> tuple[Ref, ...]:
        """What has to be there before."""
        return ("space", self.space), ("person", self.author)


@dataclass(frozen=True, slots=True)
class PostLine:
    """What somebody wrote, as they typed it, and what they chose about it."""

    kind: ClassVar[str] = "post"
    key: str
    thread: str
    author: str
    at: datetime
    text: str
    anonymous: bool
    notes: str
    reply_to: str | None

    def needs(self) -> tuple[Ref, ...]:
        """What has to be there before."""
        answered = () if self.reply_to is None else (("post", self.reply_to),)
        return ("thread", self.thread), ("person", self.author), *answered


Line = SpaceLine | PersonLine | ThreadLine | PostLine


@dataclass(frozen=True, slots=True)
class Read:
    """A line of the file, by its number: what it tells, or whose line it is and why not."""

    number: int
    line: Line | None
    ref: Ref | None = None
    why_not: str = ""


def read_line(number: int, raw: bytes, moment: datetime) -> Read:
    """The line as it was read; what was written after `moment` can't be true."""
    told: Mapping[str, Any] = {}
    try:
        told = _json_object(raw)
        return _line(number, told, moment)
    except NotTaken as refusal:
        return Read(number, None, _ref(told), refusal.sentence)


def _json_object(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > LINE_MAX_BYTES:
        raise NotTaken(f"The line is longer than {LINE_MAX_BYTES:,} bytes.")
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotTaken("The line is not written in UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise NotTaken("The line is not JSON.") from error
    if not isinstance(told, dict):
        raise NotTaken("The line is JSON, but not an object in curly brackets.")
    return told


def _ref(told: Mapping[str, Any]) -> Ref | None:
    """Whose line it is, as far as it says: so that what comes after can be told of it."""
    kind, key = told.get("type"), told.get("key")
    return (kind, key) if isinstance(kind, str) and isinstance(key, str) else None


def _line(number: int, told: Mapping[str, Any], moment: datetime) -> Read:
    kind = told.get("type")
    if not isinstance(kind, str) or kind not in _LINES:
        raise NotTaken("“type” has to be “space”, “person”, “thread” or “post”.")
    fields = Fields(kind, told, moment)
    line = _LINES[kind](fields)
    fields.refuse_others()
    return Read(number, line, (kind, line.key))


def _space(fields: Fields) -> SpaceLine:
    return SpaceLine(
        key=fields.slug(),
        name=fields.line("name", NAME_MAX_CHARS),
        purpose=fields.line("purpose", PURPOSE_MAX_CHARS),
        group=fields.line_or_none("group", NAME_MAX_CHARS),
    )


def _person(fields: Fields) -> PersonLine:
    return PersonLine(key=fields.key(), name=fields.person_name())


def _thread(fields: Fields) -> ThreadLine:
    return ThreadLine(
        key=fields.key(),
        space=fields.key("space"),
        author=fields.key("author"),
        title=fields.line("title", TITLE_MAX_CHARS),
        at=fields.moment("at"),
        talk=fields.one_of("kind", KINDS, "talk"),
        tags=fields.lines("tags", MOST_TAGS, TAG_MAX_CHARS),
    )


def _post(fields: Fields) -> PostLine:
    return PostLine(
        key=fields.key(),
        thread=fields.key("thread"),
        author=fields.key("author"),
        at=fields.moment("at"),
        text=fields.words("text", POST_MAX_CHARS),
        anonymous=fields.yes("anonymous"),
        notes=notes_column(fields.some_of("notes", NOTES)),
        reply_to=fields.key_or_none("reply_to"),
    )


_LINES: Mapping[str, Callable[[Fields], Line]] = {
    "space": _space,
    "person": _person,
    "thread": _thread,
    "post": _post,
}
