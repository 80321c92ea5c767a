"""A server of its own for one run: on a free loopback port, stopped when the block ends."""

import http.client
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from setup_house.children import child
from setup_house.environment import PYTHON, ROOT

HOST = "127.0.0.1"

HOUSE = ("setup_house.server",)
BARE = ("benchmarks.serve", "benchmarks.bare:app")

#: How long a start may take on a busy machine. Unit: seconds.
START_SECONDS = 30
GLANCE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server answers, and the number of its process group."""

    port: int
    group: int


@contextmanager
def served(module: tuple[str, ...], environment: Mapping[str, str], log: Path) -> Iterator[Served]:
    """A server with the module's app in it; its log goes to a file, as in earnest."""
    port = _free_port()
    told = {**environment, "HOST": HOST, "PORT": str(port), "PUBLIC_URL": f"http://{HOST}:{port}"}
    command = [str(PYTHON), "-m", *module]
    with (
        log.open("ab") as output,
        child(command, folder=ROOT, environment=told, output=output) as process,
    ):
        _await_first_answer(port, log)
        yield Served(port, process.pid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _await_first_answer(port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(GLANCE_SECONDS)
        finally:
            connection.close()
    raise RuntimeError(f"no answer from the server:\n{log.read_text(errors='replace')[-2000:]}")
