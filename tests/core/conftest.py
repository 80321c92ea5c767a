"""A workshop for the ground floor: the real app with a few doors that no feature has."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError, IntegrityError

from core import audit, db, html
from core.access import Audience, access
from core.clock import now
from core.db import Database
from core.headers import JsonLines
from core.refusals import Missing, Refusal, TooMany
from core.settings import Settings
from front.app import create_app
from tests.client import HouseClient, Ledger

#: What a failing piece of code might carry with it.
MARKER = "marker-of-something-private"

#: A door that takes the state of things for its reason, for each of the refusals.
REFUSALS = {
    404: Missing(),
    409: Refusal("The last one went just now."),
    429: TooMany(90),
    500: RuntimeError(MARKER),
    1500: IntegrityError("a rule was broken", None, ValueError(MARKER)),
    1503: DatabaseError("malformed", None, ValueError(MARKER)),
}


class Lines(logging.Handler):
    """Keeps each line as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def lost_database() -> Database:
    """A database that is not there."""
    return Database("sqlite:////nowhere/at/all.sqlite3")


def _refuse(status: int) -> str:
    if status == 503:
        lost_database().reading.connect()
    raise REFUSALS[status]


def _write_in_a_get() -> str:
    line = insert(audit.AuditLine).values(at=now(), what="slipped_in", thing="probe")
    db.connection().execute(line)
    return "written"


def _dressed() -> ResponseReturnValue:
    if request.method == "GET":
        return html.page_or_fragment("error.html", "_error.html", title="Dressed", message="Hello.")
    return html.done("/probe/dressed?by=post", "_error.html", "It is done.", message="Hello.")


@pytest.fixture(scope="session")
def workshop(settings: Settings) -> Flask:
    """The app with doors to try the ground floor on."""
    app = create_app(settings)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    anyone = access(Audience.ANYONE)
    app.add_url_rule("/probe/write", "write", anyone(_write_in_a_get))
    app.add_url_rule("/probe/unmarked", "unmarked", lambda: {"in": True}, methods=["GET", "POST"])
    app.add_url_rule("/probe/dressed", "dressed", anyone(_dressed), methods=["GET", "POST"])
    app.add_url_rule("/probe/<int:status>", "refuse", anyone(_refuse), methods=["GET", "POST"])
    for audience in Audience:
        view = access(audience)(lambda: {"in": True})
        app.add_url_rule(f"/probe/for/{audience}", f"for_{audience}", view, methods=["GET", "POST"])
    return app


@pytest.fixture
def probe(workshop: Flask, database: Database, ledger: Ledger) -> HouseClient:
    """A browser in the workshop in which nobody is signed in."""
    workshop.extensions["database"] = database
    return HouseClient(workshop, ledger)


@pytest.fixture
def lines(workshop: Flask) -> Iterator[Lines]:
    """Every line that the site's log gets while the test runs."""
    handler, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)
