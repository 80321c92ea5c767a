"""How many statements each page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks.data import Seeded
from benchmarks.events import Occasions
from benchmarks.ground import Ground
from benchmarks.visit import Visit, visit


def statements_by_page(ground: Ground, seeded: Seeded, events: Occasions) -> dict[str, int]:
    """Statements of every kind of page, each asked for by someone who may see all of it."""
    member, organiser = visit(ground, seeded.readers[0]), visit(ground, seeded.people[-1])
    attendee = visit(ground, seeded.people[1])
    asked: dict[str, tuple[Visit, str]] = {
        "home": (member, "/"),
        "spaces": (member, "/spaces"),
        "threads": (member, f"/spaces/{seeded.space_key}"),
        "thread": (member, f"/threads/{seeded.hot_threads[0]}"),
        "new thread": (member, f"/spaces/{seeded.space_key}/threads/new"),
        "events": (member, "/events"),
        "event": (member, f"/events/{events.open}"),
        "search": (member, "/search?q=ward"),
        "account": (member, "/account"),
        "register": (organiser, f"/sessions/{events.held_session}/register"),
        "ratings": (organiser, f"/sessions/{events.held_session}/ratings"),
        "feedback": (attendee, f"/sessions/{events.held_session}/feedback"),
        "invitations": (organiser, "/invitations"),
    }
    return {name: _statements(ground, who, path) for name, (who, path) in asked.items()}


def _statements(ground: Ground, who: Visit, path: str) -> int:
    with _counting(ground) as statements:
        who.get(path)
    return len(statements)


@contextmanager
def _counting(ground: Ground) -> Iterator[list[str]]:
    """Every statement that reaches a cursor, without the BEGIN of each transaction."""
    statements: list[str] = []

    def heard(*told: Any) -> None:
        if not told[2].startswith("BEGIN"):
            statements.append(told[2])

    database = ground.app.extensions["database"]
    engines = (database.reading, database.writing)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", heard)
    yield statements
    for engine in engines:
        event.remove(engine, "before_cursor_execute", heard)
