"""The house on this machine: prepared, served and its mail carried, until somebody stops it."""

import contextlib
import errno
import http.client
import ipaddress
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Mapping

from setup_house.children import Stopped, child, heeding_signals
from setup_house.environment import PYTHON, ROOT, make_ready
from setup_house.surroundings import demonstration_on, house_surroundings

#: Seconds: the longest wait for the first answer; a slow disk needs a good part of it.
FIRST_ANSWER_SECONDS = 60

#: Connections: 500 people with six from each browser, and room to spare.
BACKLOG = 4096

LAST_PORT = 65535

#: Seconds between two looks at something that takes a moment.
GLANCE_SECONDS = 0.02
REST_SECONDS = 0.2

FLASK = (str(PYTHON), "-m", "flask", "--app", "wsgi", "house")


def open_house() -> int:
    """The exit code after serving: 0 when somebody stopped it, 1 when a part of it died."""
    surroundings = house_surroundings(os.environ)
    host, port = surroundings["HOST"], _port(surroundings)
    _refuse_open_demonstration(surroundings)
    _refuse_taken_port(host, port)
    with heeding_signals():
        try:
            make_ready("serve")
            return _prepare(surroundings) or _serve(host, port, surroundings)
        except Stopped:
            print("The house is closed.", flush=True)
            return 0


def _port(surroundings: Mapping[str, str]) -> int:
    word = surroundings["PORT"]
    if not word.isdecimal() or not 0 < int(word) <= LAST_PORT:
        sys.exit(f"PORT must be a number from 1 to {LAST_PORT}, not {word}.")
    return int(word)


def _refuse_open_demonstration(surroundings: Mapping[str, str]) -> None:
    host = surroundings["HOST"]
    if demonstration_on(surroundings) and not _is_loopback(host):
        sys.exit(
            "The demonstration's sign-ins are public, so it is served to this machine only: "
            f"leave out HOST={host}, or set DEMONSTRATION=0 for real people."
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_taken_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does it: a connection that has just ended must not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            sys.exit(
                f"Port {port} is taken: stop what uses it, or choose another, say PORT={port + 1}."
            )
        sys.exit(f"The house cannot be opened on {host} port {port}: {problem.strerror}.")


def _prepare(surroundings: Mapping[str, str]) -> int:
    return subprocess.run([*FLASK, "prepare"], cwd=ROOT, env=surroundings, check=False).returncode


def _serve(host: str, port: int, surroundings: Mapping[str, str]) -> int:
    _allow_many_connections()
    with contextlib.ExitStack() as running:
        server = running.enter_context(
            child(_granian(host, port), folder=ROOT, environment=surroundings)
        )
        if problem := _await_first_answer(host, port, server):
            print(problem, file=sys.stderr)
            return 1
        # Only now, so that the first page does not wait for the worker's imports.
        carrier = running.enter_context(
            child([*FLASK, "work"], folder=ROOT, environment=surroundings)
        )
        shown = f"[{host}]" if ":" in host else host
        print(f"The house is open at http://{shown}:{port} (Ctrl-C closes it)", flush=True)
        return _watch({"server": server, "mail worker": carrier})


def _granian(host: str, port: int) -> list[str]:
    return [
        *(str(PYTHON), "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "1"),
        *("--backlog", str(BACKLOG), "--backpressure", str(BACKLOG)),
        *("--respawn-failed-workers", "--respawn-interval", "0.1", "--workers-kill-timeout", "10"),
        *("--log-level", "warning", "--no-access-log", "wsgi:app"),
    ]


def _allow_many_connections() -> None:
    # Many systems start a process with room for 1,024 open files, fewer than BACKLOG connections.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * BACKLOG if hard == resource.RLIM_INFINITY else min(4 * BACKLOG, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _await_first_answer(host: str, port: int, server: subprocess.Popen[bytes]) -> str | None:
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            return f"The server stopped before its first answer (exit code {server.returncode})."
        if _answers(host, port):
            return None
        time.sleep(GLANCE_SECONDS)
    return f"The server did not answer GET /healthz with 200 within {FIRST_ANSWER_SECONDS} seconds."


def _answers(host: str, port: int) -> bool:
    # Not urllib: it would send the question to the proxy of a machine that has one.
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _watch(parts: Mapping[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, process in parts.items():
            if process.poll() is not None:
                code = process.returncode
                print(
                    f"The {name} stopped (exit code {code}), so the house is closed.",
                    file=sys.stderr,
                )
                return 1
        time.sleep(REST_SECONDS)
