"""What the tables of all doors need to know of those by which spaces are looked after."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import now
from forum.models import Space
from tests.cast import DEV, GRACE, OPEN_SPACE, Member
from tests.world import ADA

START_SPACES: set[Member | None] = {GRACE, ADA}
CHANGE_SPACES: set[Member | None] = {GRACE, DEV, ADA}
MAY: dict[str, set[Member | None]] = {
    **dict.fromkeys(
        [f"forum.{name}_space" for name in ("new", "start", "raise", "lower")]
        + ["forum.space_order"],
        START_SPACES,
    ),
    **dict.fromkeys(
        [f"forum.{name}_space" for name in ("change", "archive", "unarchive")]
        + ["forum.space_settings"],
        CHANGE_SPACES,
    ),
}

EMPTY = {
    **dict.fromkeys(["forum.start_space", "forum.change_space"], 422),
    **dict.fromkeys(
        [f"forum.{name}_space" for name in ("archive", "unarchive", "raise", "lower")], 303
    ),
}

TYPED = {
    "name": "A quiet space",
    "purpose": "To try things out.",
    "ground_rules": "Be kind.",
    "readers": "everyone",
    "writers": "everyone",
    "waits": "y",
    "titles_public": "y",
}

ARCHIVING = {"archived_at", "version"}
CHANGES: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "forum.start_space": ({}, {"space"}),
    "forum.change_space": (
        {"space": {"name", "purpose", "ground_rules", "waits", "version"}},
        set(),
    ),
    "forum.archive_space": ({"space": ARCHIVING}, set()),
    "forum.unarchive_space": ({"space": ARCHIVING}, set()),
    "forum.raise_space": ({"space": {"position"}}, set()),
    "forum.lower_space": ({"space": {"position"}}, set()),
}


def stage(session: Session, endpoint: str) -> None:
    """Have something there for the door to change."""
    before: dict[str, dict[str, Any]] = {
        "forum.unarchive_space": {"archived_at": now()},
        "forum.raise_space": {"position": 50},
    }
    if endpoint in before:
        here = update(Space).where(Space.id == OPEN_SPACE)
        session.execute(here.values(before[endpoint]))
