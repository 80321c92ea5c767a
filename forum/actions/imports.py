"""Bring in what was said in another forum: many lines at once, all of them or none."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from accounts.actions.newcomers import add_newcomers
from core import audit
from core.db import add_numbered_rows, add_rows
from core.text import Mentioned
from forum.actions.imported_posts import add_posts
from forum.actions.writing import Rendered
from forum.models import Decision, Imported, Space, Thread, ThreadTag
from forum.queries.imports import Known, next_position
from forum.rules.imported_lines import Line, PersonLine, PostLine, Ref, SpaceLine, ThreadLine
from forum.rules.imported_order import Circle
from programme.actions import group_called

T = TypeVar("T", bound=Line)


def import_lines(
    session: Session,
    source: str,
    lines: Sequence[Line],
    known: Known,
    words: Mapping[str, Rendered],
) -> Known:
    """Add what these lines tell, and give what is known with them.

    What a line needs is in `known` or in a line before it; `words` are those of the posts among
    them, by their keys. Nobody is told of what is added.
    """
    ids = dict(known.ids)
    ids |= _add_spaces(session, _of(lines, SpaceLine), known.circles)
    people = _add_people(session, _of(lines, PersonLine))
    ids |= {("person", key): one.person_id for key, one in people.items()}
    ids |= _add_threads(session, _of(lines, ThreadLine), ids)
    ids |= add_posts(session, _of(lines, PostLine), ids, words)
    named = [
        {
            "source": source,
            "kind": line.kind,
            "their_key": line.key,
            "our_id": ids[line.kind, line.key],
        }
        for line in lines
    ]
    add_rows(session, Imported, named)
    session.flush()
    return Known(ids, {**known.people, **people}, known.circles)


def note_import(session: Session) -> None:
    """Say in the audit lines that something came from another forum, once for each run."""
    audit.note(session, None, "forum_imported", "import", None)
    session.flush()


def _add_spaces(
    session: Session, lines: Sequence[SpaceLine], circles: Mapping[str, Circle]
) -> dict[Ref, int]:
    """The spaces, behind those that are here; one that has such a key already is that one."""
    found = {("space", line.key): circles[line.key].id for line in lines if line.key in circles}
    new = [line for line in lines if line.key not in circles]
    if not new:
        return found
    position = next_position(session.connection())
    rows = [
        {
            "key": line.key,
            "name": line.name,
            "purpose": line.purpose,
            "group_id": group_called(session, line.group) if line.group else None,
            "writers": "everyone",
            "position": place,
        }
        for place, line in enumerate(new, start=position)
    ]
    return found | _numbered(new, add_numbered_rows(session, Space, rows))


def _add_people(session: Session, lines: Sequence[PersonLine]) -> dict[str, Mentioned]:
    people = add_newcomers(session, [line.name for line in lines])
    return {line.key: one for line, one in zip(lines, people, strict=True)}


def _add_threads(
    session: Session, lines: Sequence[ThreadLine], ids: Mapping[Ref, int]
) -> dict[Ref, int]:
    """The threads, which nobody sees before they have a post."""
    rows = [
        {
            "space_id": ids["space", line.space],
            "kind": line.talk,
            "stage": "said" if line.talk == "decision" else None,
            "title": line.title,
            "author_id": ids["person", line.author],
            "started_at": line.at,
            "last_post_no": 0,
            "last_posted_at": line.at,
        }
        for line in lines
    ]
    found = _numbered(lines, add_numbered_rows(session, Thread, rows))
    both = [(line, found["thread", line.key]) for line in lines]
    tags = [{"thread_id": number, "tag": tag} for line, number in both for tag in line.tags]
    add_rows(session, ThreadTag, tags)
    decisions = [
        {"thread_id": number, "stage": "said", "changed_at": line.at}
        for line, number in both
        if line.talk == "decision"
    ]
    add_rows(session, Decision, decisions)
    return found


def _of(lines: Sequence[Line], kind: type[T]) -> list[T]:
    return [line for line in lines if isinstance(line, kind)]


def _numbered(lines: Sequence[Line], numbers: Sequence[int]) -> dict[Ref, int]:
    return {(line.kind, line.key): number for line, number in zip(lines, numbers, strict=True)}
