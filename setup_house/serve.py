"""The house on this machine: prepared, served and its mail carried, until somebody stops it."""

import contextlib
import errno
import http.client
import ipaddress
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping

from setup_house.children import Stopped, child, heeding_signals
from setup_house.environment import PYTHON, ROOT, make_ready, say
from setup_house.surroundings import demonstration_on, house_surroundings

#: Seconds without an answer after which a word is due; a large migration may well take longer.
PATIENCE_SECONDS = 60

LAST_PORT = 65535

#: Seconds between two looks at something that takes a moment.
GLANCE_SECONDS = 0.02
REST_SECONDS = 0.2

SERVER = (str(PYTHON), "-m", "setup_house.server")
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
            return _serve(host, port, surroundings)
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
        return ipaddress.ip_address(host).is_loopback
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


def _serve(host: str, port: int, surroundings: Mapping[str, str]) -> int:
    with contextlib.ExitStack() as running:
        server = running.enter_context(child(SERVER, folder=ROOT, environment=surroundings))
        if not _await_first_answer(host, port, server):
            say(f"The server stopped before its first answer (exit code {server.returncode}).")
            return 1
        # Only now, so that the first page does not wait for the worker's imports.
        carrier = running.enter_context(
            child([*FLASK, "work"], folder=ROOT, environment=surroundings)
        )
        shown = f"[{host}]" if ":" in host else host
        print(f"The house is open at http://{shown}:{port} (Ctrl-C closes it)", flush=True)
        if surroundings.get("LOG_FILE"):
            print(f"Its log is in {surroundings['LOG_FILE']}", flush=True)
        return _watch({"server": server, "mail worker": carrier})


def _await_first_answer(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    word_due = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None:
        if _answers(host, port):
            return True
        if time.monotonic() > word_due:
            say("Still no 200 from GET /healthz; waiting on (Ctrl-C stops it).")
            word_due += PATIENCE_SECONDS
        time.sleep(GLANCE_SECONDS)
    return False


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
                say(f"The {name} stopped (exit code {code}), so the house is closed.")
                return 1
        time.sleep(REST_SECONDS)
