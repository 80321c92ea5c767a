"""The races are run on both databases, against the real server with its two workers."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.ground import Ground, throwaway_ground
from benchmarks.server import HOUSE, Served, served
from tests.race.scene import Scene, set_scene

ENGINES = ("sqlite", "postgresql")

NO_POSTGRESQL = (
    "A race must be run on PostgreSQL too, and TEST_DATABASE_URL names none: "
    "use `python3 run.py test`, or set it to a server on which databases can be made."
)


def _server(engine: str) -> str:
    """Where databases of this kind are made; nothing for SQLite."""
    if engine == "sqlite":
        return ""
    return os.environ.get("TEST_DATABASE_URL") or pytest.fail(NO_POSTGRESQL)


@pytest.fixture(scope="session", params=ENGINES)
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A house on this database, with people in it and its doors still closed."""
    with throwaway_ground(_server(request.param)) as ground:
        yield set_scene(ground)


@pytest.fixture(params=ENGINES)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """An empty house on this database, for one test alone."""
    with throwaway_ground(_server(request.param)) as found:
        yield found


@pytest.fixture(scope="session")
def server(scene: Scene) -> Iterator[Served]:
    """The real server on that house."""
    with served(HOUSE, scene.ground.environment, scene.ground.folder / "server.log") as found:
        yield found
