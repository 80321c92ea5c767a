"""A whole house for the journeys: server, mail worker and demonstration, as people meet them."""

import email
import http.client
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.policy import default
from pathlib import Path

from setup_house.environment import ROOT
from setup_house.surroundings import bare_surroundings

HOST = "127.0.0.1"

#: How long one look lasts, and how many of them are taken before something counts as missing.
GLANCE_SECONDS = 0.05
GLANCES = 600

SERVER = (sys.executable, "-m", "setup_house.server")
WORKER = (sys.executable, "-m", "flask", "--app", "wsgi", "house", "work")


class Site:
    """A running house: where it is, what its database holds, what mail it sent."""

    def __init__(self, port: int, instance: Path, worker: "subprocess.Popen[bytes]") -> None:
        self.port, self.instance, self.worker = port, instance, worker
        self.url = f"http://{HOST}:{port}"

    def ask(self, question: str, *given: object) -> list[tuple]:
        """Rows of the database, which is opened for reading only."""
        path = f"file:{self.instance / 'network.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as connection:
            return connection.execute(question, given).fetchall()

    def number(self, question: str, *given: object) -> int:
        """The first column of the first row; there must be one."""
        rows = self.ask(question, *given)
        assert rows, f"the demonstration has no such thing: {question} {given}"
        return rows[0][0]

    def link_in_mail_to(self, address: str, about: str) -> str:
        """The link in the mail that the worker carries to this address."""
        for _ in range(GLANCES):
            for path in (self.instance / "mail").glob("*.eml"):
                mail = email.message_from_bytes(path.read_bytes(), policy=default)
                if address in mail["To"] and mail["Subject"] == about:
                    path.unlink()
                    return _link(mail)
            _glance(self.worker)
        raise AssertionError(f"no mail to {address} about {about}")


def _link(mail: email.message.Message) -> str:
    body = mail.get_body(("plain",))  # type: ignore[attr-defined]
    found = re.search(r"http://\S+", body.get_content())
    assert found, body.get_content()
    return found[0]


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    """The house in a folder of its own on a free port, closed at the end."""
    port = _free_port()
    told = bare_surroundings(os.environ) | {
        "HOST": HOST,
        "PORT": str(port),
        "INSTANCE_PATH": str(folder),
        "DEMONSTRATION": "1",
    }
    with (folder / "log").open("wb") as log, _child(SERVER, told, log) as server:
        _await_first_answer(port, server, folder)
        with _child(WORKER, told, log) as worker:
            yield Site(port, folder, worker)


@contextmanager
def _child(command, told, log) -> "Iterator[subprocess.Popen[bytes]]":
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _await_first_answer(port: int, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _ in range(GLANCES):
        if _answers(port):
            return
        _glance(server)
    raise AssertionError((folder / "log").read_text())


def _answers(port: int) -> bool:
    with closing(http.client.HTTPConnection(HOST, port, timeout=10)) as connection:
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


def _glance(process: "subprocess.Popen[bytes]") -> None:
    """Wait a moment, but not for a process that has ended."""
    try:
        code = process.wait(GLANCE_SECONDS)
    except subprocess.TimeoutExpired:
        return
    raise AssertionError(f"{process.args!r} ended with {code}")
