"""A short burst of load from wrk: 16 connections that ask for the same few requests in turn."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.server import HOST

CONNECTIONS = 16

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of a signed-in person; one with a form is a POST that htmx sends."""

    path: str
    cookie: str
    encodings: str = ""
    form: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """The request as wrk.lua reads it."""
        return f"{self.path}\t{self.cookie}\t{self.encodings}\t{urlencode(self.form)}\n"


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of one burst."""

    requests_per_s: float
    p50_ms: float
    p99_ms: float


def burst(port: int, asks: Iterable[Ask], seconds: int, folder: Path) -> Burst:
    """The speed of a burst. Raises: RuntimeError, when an answer was wrong."""
    listed = folder / "asks"
    listed.write_text("".join(ask.line() for ask in asks), "ascii")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(SCRIPT), f"http://{HOST}:{port}/", "--", str(listed)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(run.stderr.splitlines()[-1])
    if told["errors"]:
        raise RuntimeError(f"{told['errors']} of {told['requests']} answers were wrong")
    speed = told["requests"] / (told["microseconds"] / 1e6)
    return Burst(speed, told["p50"] / 1000, told["p99"] / 1000)
