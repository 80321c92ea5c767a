"""The log: one JSON object a line, with nothing that belongs to a person."""

import json
import logging

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.actions.invitations import invite_person
from accounts.models import Person
from core.headers import JsonLines
from core.mail.outbox import OutboxMail
from tests.cast import AMINA, CAST
from tests.client import HouseClient
from tests.core.conftest import MARKER, Lines
from tests.factories import a_booking, a_thread, an_event

HOSTILE = [
    "a\nb",
    "a\r\nb",
    "a\u2028b\u2029c\x85d",
    '"}\n{"level": "error"',
    "\x00\x1b[31m",
    "\ud800",
]

#: Nothing that holds one of these may stand in the log.
PRIVATE = (
    "Secretname",
    "secret-address",
    "secretthread",
    "secretwords",
    "secretevent",
    "secretsearch",
)


def record(says: str, **extra: object) -> logging.LogRecord:
    found = logging.makeLogRecord({"msg": says, "levelname": "INFO"})
    found.__dict__.update(extra)
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_line_break_in_a_value_cannot_start_a_line(hostile: str) -> None:
    line = JsonLines().format(record(hostile, door=hostile))
    assert len(line.splitlines()) == 1
    assert line.encode("ascii").decode() == line
    found = json.loads(line)
    assert (found["says"], found["door"], found["level"]) == (hostile, hostile, "info")


def test_a_traceback_names_places_and_never_values(probe: HouseClient, lines: Lines) -> None:
    answer = probe.get("/probe/500")
    bugs = [json.loads(line) for line in lines.lines if '"bug"' in line]
    assert [(bug["error"], bug["request_id"]) for bug in bugs] == [
        ("RuntimeError", answer.headers["X-Request-Id"])
    ]
    assert bugs[0]["where"][-1].endswith(" _refuse")
    assert MARKER not in "\n".join(lines.lines)


def test_every_request_leaves_one_line_with_its_door(probe: HouseClient, lines: Lines) -> None:
    ids = [
        probe.get(path).headers["X-Request-Id"]
        for path in ("/probe/for/anyone?q=secretsearch", "/sign-in/link/secret-token", "/no/where")
    ]
    found = [json.loads(line) for line in lines.lines if '"request"' in line]
    assert [
        (line["door"], line["method"], line["status"], line["request_id"]) for line in found
    ] == [
        ("for_anyone", "GET", 200, ids[0]),
        ("accounts.sign_in_link", "GET", 409, ids[1]),
        ("none", "GET", 404, ids[2]),
    ]
    assert {key for line in found for key in line} == {
        "at",
        "level",
        "says",
        "door",
        "method",
        "status",
        "ms",
        "request_id",
    }


def plant(session: Session) -> list[str]:
    """Put private words wherever somebody can write some; the addresses to crawl."""
    session.execute(
        update(Person)
        .where(Person.id == AMINA.id)
        .values(display_name="Secretname", address="secret-address@example.org")
    )
    thread = a_thread(session, title="secretthread", text="secretwords")
    event = an_event(session, title="secretevent")
    a_booking(session, event, AMINA)
    invite_person(session, None, "secret-address-2@example.org", [], "http://localhost")
    session.commit()
    return [
        "/",
        "/account",
        "/invitations",
        "/sign-in",
        "/spaces",
        "/spaces/open",
        f"/threads/{thread.id}",
        "/events",
        f"/events/{event.id}",
        "/search?q=secretsearch",
        "/nowhere/secretsearch",
    ]


def test_nothing_of_a_person_is_ever_in_the_log(
    probe: HouseClient, session: Session, lines: Lines
) -> None:
    addresses = plant(session)
    told = session.query(OutboxMail).one()
    shown = ""
    for client in [probe, *(probe.as_(who) for who in CAST)]:
        for address in addresses:
            shown += client.get(address).get_data(as_text=True)
        for door in ("/sign-in", "/sign-in/link", "/account/name", "/invitations", "/nowhere"):
            words = {"address": "secret-address@example.org", "display_name": "Secretname"}
            shown += client.post(door, words).get_data(as_text=True)
    shown += probe.get(told.text.split("http://localhost")[1].split()[0]).get_data(as_text=True)
    # What was planted was there to leak ...
    assert [word for word in PRIVATE if word not in shown] == []
    written = "\n".join(lines.lines)
    assert len(lines.lines) > 60
    # ... and did not.
    told_word = told.text.split("/invitations/")[1].split()[0]
    secrets = [*PRIVATE, told_word, *(who.token for who in CAST), *(who.address for who in CAST)]
    assert [word for word in secrets if word in written] == []
