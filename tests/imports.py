"""What the tests of importing share: files of lines, the command, what came by their keys."""

import json
import re
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from accounts.models import Person
from forum.models import Imported, Mention, Post, Space, Thread, ThreadTag
from programme.models import Group
from tests.reading import rows

ROOT = Path(__file__).resolve().parent.parent

AT = "2024-03-01T10:00:00Z"

Told = dict[str, Any]


def example() -> str:
    """The example in the document that tells the form of the file."""
    [found] = re.findall(r"```jsonl\n(.*?)```", (ROOT / "docs/import.md").read_text("utf-8"), re.S)
    return str(found)


def space(key: str = "walks", **more: object) -> Told:
    """A space as a line tells it."""
    return {"type": "space", "key": key, "name": f"The {key}", "purpose": "To talk.", **more}


def person(key: str = "u1", name: str = "Maryam") -> Told:
    """Somebody as a line tells of them."""
    return {"type": "person", "key": key, "name": name}


def thread(key: str = "t1", **more: object) -> Told:
    """A thread as a line tells it."""
    told = {"type": "thread", "key": key, "space": "walks", "author": "u1", "title": f"About {key}"}
    return {**told, "at": AT, **more}


def post(key: str = "p1", **more: object) -> Told:
    """A post as a line tells it."""
    told = {"type": "post", "key": key, "thread": "t1", "author": "u1", "at": AT}
    return {**told, "text": f"Words of {key}.", **more}


def without(told: Told, field: str) -> Told:
    """A line that lacks a field."""
    return {name: value for name, value in told.items() if name != field}


def a_file(folder: Path, *lines: Told | str | bytes, name: str = "forum.jsonl") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_bytes(b"".join(_raw(line) + b"\n" for line in lines))
    return path


def _raw(line: Told | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode("utf-8")


def a_long_file(folder: Path, posts: int, text: str = "Word {}.", posts_a_thread: int = 10) -> Path:
    """A file of so many posts; each but the first of its thread answers the one before."""
    lines: list[Told | str | bytes] = [space(), *(person(f"u{n}", f"Walker {n}") for n in range(9))]
    for number in range(posts):
        on, place = divmod(number, posts_a_thread)
        if not place:
            lines.append(thread(f"t{on}", author=f"u{on % 9}"))
        told = post(f"p{number}", thread=f"t{on}", author=f"u{number % 9}")
        told |= {"text": text.format(number), "reply_to": f"p{number - 1}" if place else None}
        lines.append(told)
    return a_file(folder, *lines)


def run(app: Flask, path: Path, *words: str, source: str = "old") -> Result:
    """The command on this file, to its end; what goes wrong by itself is raised."""
    told = ["house", "import-forum", str(path), "--source", source, *words]
    return app.test_cli_runner().invoke(args=told, catch_exceptions=False)


def refusals(result: Result) -> list[str]:
    """What the command said of lines that it did not take."""
    return [line for line in result.output.splitlines() if " was not taken. " in line]


def brought_in(session: Session, source: str = "old") -> dict[str, list[tuple[Any, ...]]]:
    """All that came from there, by the keys it had there, without any number of ours."""
    return {
        "spaces": _of(session, source, "space", _SPACES),
        "people": _of(session, source, "person", _PEOPLE),
        "threads": _of(session, source, "thread", _THREADS),
        "tags": _of(session, source, "thread", _TAGS),
        "posts": _of(session, source, "post", _POSTS),
        "mentions": _of(session, source, "post", _MENTIONS),
    }


def _of(session: Session, source: str, kind: str, statement: Any) -> list[tuple[Any, ...]]:
    mine = statement.where(Imported.source == source, Imported.kind == kind)
    return sorted(rows(session, mine), key=repr)


_author, _named, _answered = aliased(Person), aliased(Person), aliased(Imported)
_KEY = Imported.their_key
_SPACES = (
    select(_KEY, Space.key, Space.name, Space.purpose, Space.readers, Space.writers, Group.name)
    .join(Space, Space.id == Imported.our_id)
    .outerjoin(Group, Group.id == Space.group_id)
)
_PEOPLE = select(
    _KEY, Person.display_name, Person.name_folded, Person.address, Person.password_hash
).join(Person, Person.id == Imported.our_id)
_THREADS = (
    select(
        _KEY,
        Space.key,
        Thread.kind,
        Thread.title,
        _author.display_name,
        Thread.anonymous,
        Thread.notes,
        Thread.started_at,
        Thread.last_post_no,
        Thread.last_posted_at,
    )
    .join(Thread, Thread.id == Imported.our_id)
    .join(Space, Space.id == Thread.space_id)
    .join(_author, _author.id == Thread.author_id)
)
_TAGS = select(_KEY, ThreadTag.tag).join(ThreadTag, ThreadTag.thread_id == Imported.our_id)
_POSTS = (
    select(
        _KEY,
        Thread.title,
        Post.no,
        _author.display_name,
        Post.anonymous,
        Post.notes,
        _answered.their_key,
        Post.markdown,
        Post.words,
        Post.posted_at,
        Post.state,
    )
    .join(Post, Post.id == Imported.our_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(_author, _author.id == Post.author_id)
    .outerjoin(
        _answered,
        (_answered.our_id == Post.reply_to_id)
        & (_answered.kind == "post")
        & (_answered.source == Imported.source),
    )
)
_MENTIONS = (
    select(_KEY, Mention.name_folded, _named.display_name)
    .join(Mention, Mention.post_id == Imported.our_id)
    .join(_named, _named.id == Mention.person_id)
)
