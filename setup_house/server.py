"""The server's process, run by .venv's Python: the house is loaded once for all its workers."""

import os
import resource
import sys

from click import ClickException
from flask import Flask
from flask.cli import ScriptInfo
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from core.settings import BadSettings
from front.app import create_app

#: Connections: 500 people with six from each browser, and room to spare.
BACKLOG = 4096

WORKERS = 2

#: A thread a worker: more of them only take turns at the one Python lock.
#: Source: docs/decisions/0005-speed.md
BLOCKING_THREADS = 1

#: Seconds that a worker may take over its last request.
LAST_REQUEST_SECONDS = 10


def main() -> None:
    """A prepared house, served on HOST and PORT until it is told to stop."""
    try:
        _prepare(create_app())
    except BadSettings as problem:
        sys.exit(str(problem))
    except ClickException as problem:
        sys.exit(problem.message)
    _allow_many_connections()
    # Each worker makes its own app, but from modules that this process has already loaded.
    Granian(
        "wsgi:app",
        address=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=WORKERS,
        blocking_threads=BLOCKING_THREADS,
        backlog=BACKLOG,
        # A kept-alive connection counts until it closes, so the limit is not one of requests.
        backpressure=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=LAST_REQUEST_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


def _prepare(app: Flask) -> None:
    context = ScriptInfo(create_app=lambda: app)
    app.cli.main(args=["house", "prepare"], obj=context, standalone_mode=False)
    # No connection to a database survives a fork.
    app.extensions["database"].close()


def _allow_many_connections() -> None:
    # Many systems start a process with room for 1,024 open files, fewer than BACKLOG connections.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * BACKLOG if hard == resource.RLIM_INFINITY else min(4 * BACKLOG, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
