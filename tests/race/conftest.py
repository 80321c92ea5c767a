"""The races are run on both databases, against the real server with its two workers."""

import os
from collections.abc import Iterator

import pytest

from benchmarks.ground import throwaway_ground
from benchmarks.server import HOUSE, Served, served
from tests.race.scene import Scene, set_scene

NO_POSTGRESQL = (
    "A race must be run on PostgreSQL too, and TEST_DATABASE_URL names none: "
    "use `python3 run.py test`, or set it to a server on which databases can be made."
)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A house on this database, with people in it and its doors still closed."""
    server = ""
    if request.param == "postgresql":
        server = os.environ.get("TEST_DATABASE_URL") or pytest.fail(NO_POSTGRESQL)
    with throwaway_ground(server) as ground:
        yield set_scene(ground)


@pytest.fixture(scope="session")
def server(scene: Scene) -> Iterator[Served]:
    """The real server on that house."""
    with served(HOUSE, scene.ground.environment, scene.ground.folder / "server.log") as found:
        yield found
