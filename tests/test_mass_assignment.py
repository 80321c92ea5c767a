"""Nobody sets a column by naming it: every column's name is posted to every form."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.actions.breaks import start_break
from accounts.models import PersonMute, SignIn
from core.clock import now
from front.models import METADATA
from safety.actions.restrictions import Asked, restrict_person
from safety.models import ReviewItem
from tests import group_doors, space_doors, thread_doors
from tests.cast import AMINA, BEN, DEV, GRACE, Member
from tests.changes import CHANGES, UNAUDITED
from tests.client import HouseClient
from tests.doors import doors
from tests.factories import a_booking, a_turn, an_event
from tests.pictures import upload
from tests.reading import Snapshot, snapshot
from tests.safety.stand_in import a_post
from tests.world import INVITATION, LINK, a_world, seen_just_now

NUMBER, MOMENT = 31_337, "1999-12-31T23:59:59+00:00"

#: What the forms ask for, filled in rightly.
TYPED = {
    "alt": "A red door.",
    "back": "/threads/1",
    "title": "A title",
    "text": "Some words.",
    "once": "abc",
    "shown": "1",
    "comes_as": "staff",
    "rating": "good",
    "worked_well": "Tea.",
    "would_change": "Chairs.",
    "present": "yes",
    "display_name": "Somebody New",
    "new_password": "four plain words here",
    "address": "somebody.new@example.org",
    "roles": "facilitator",
    **thread_doors.TYPED,
    **space_doors.TYPED,
    **group_doors.TYPED,
    "about": "Some *words* about me.",
    "from_where": "Leeds",
    "lasts": "week",
    "challenge": "3",
    "kind": "helpful",
    "word": "Kettle",
    "covered": "1",
    "note_death": "hide",
    "level": "mail",
    "interest": "Gardens",
    "done": "We dug one.",
    "speaking_as": "carer",
    "wants": "ideas",
    "quote_consent": "ask",
    "notes": "death",
    "anonymous": "y",
    "category": "unkind",
    "more": "It hurt.",
    "decision": "hidden",
    "picked": "unkind",
    "own_words": "Please leave out the name.",
    "days": "7",
    "told_why": "We would like to read along for a while.",
    "version": "1",
    "place": "thread:1",
    "sequence": "7",
}

#: Who presses the button, where it is not Amina's to press.
RUNS: dict[str, Member] = {
    "accounts.invite_person": GRACE,
    "bookings.mark_attendance": GRACE,
    **dict.fromkeys([*thread_doors.CHANGES, *space_doors.CHANGES], GRACE),
    **dict.fromkeys(set(group_doors.CHANGES) - group_doors.MEMBERS_DOORS, GRACE),
    "forum.note_post": DEV,
    "forum.react_to_post": BEN,
    **dict.fromkeys(
        (f"safety.{verb}_item" for verb in ("claim", "release", "decide", "reopen")), DEV
    ),
    "safety.restrict_author": DEV,
    "safety.end_restriction": DEV,
}

ABOUT_SOMEBODY_ELSE = ("mute_person", "block_person")


def planted() -> dict[str, str]:
    """A value for every column of every table that no form asks for."""
    found = {}
    for table in METADATA.sorted_tables:
        for column in table.columns:
            kind = column.type.python_type
            value = MOMENT if kind is datetime else "1" if kind is bool else str(NUMBER)
            found[column.name] = f"planted-{column.name}" if kind is str else value
    return found | TYPED


def is_planted(value: Any) -> bool:
    moment = isinstance(value, datetime) and value.year == 1999
    return value == NUMBER or moment or (isinstance(value, str) and "planted-" in value)


def _reviewed(session: Session, endpoint: str) -> int | None:
    """Something for moderators to do, or the number of something new to report."""
    if endpoint == "safety.end_restriction":
        restrict_person(session, Asked(BEN.id, "waits", None, "To read along."), DEV.id)
    if endpoint == "safety.reopen_item":
        decided = {"state": "no_action", "decided_at": now() - timedelta(days=1)}
        session.execute(update(ReviewItem).values(**decided))
    return a_post(session) if endpoint == "safety.report_thing" else None


def stage(session: Session, endpoint: str) -> dict[str, object]:
    """The names in the door's address, with something there to change."""
    world = a_world(session)
    event = an_event(session, capacity=1)
    if endpoint == "bookings.give_up_place":
        a_booking(session, event, AMINA)
    if endpoint in {"bookings.join_waiting_list", "bookings.leave_waiting_list"}:
        a_booking(session, event, BEN)
    if endpoint == "bookings.leave_waiting_list":
        a_turn(session, event, AMINA)
    if endpoint.startswith("accounts.un"):
        kind = endpoint.removeprefix("accounts.un").removesuffix("_person")
        session.add(PersonMute(person_id=AMINA.id, other_id=BEN.id, kind=kind, made_at=now()))
    if endpoint == "accounts.end_break":
        start_break(session, AMINA.id, None)
    if endpoint == "accounts.change_password":
        session.execute(update(SignIn).values(by_link=True, started_at=now()))
    told = _reviewed(session, endpoint) or world.open["thing_id"]
    thread_doors.stage(session, endpoint)
    space_doors.stage(session, endpoint)
    group_doors.stage(session, endpoint)
    token = LINK if endpoint == "accounts.use_sign_in_link" else INVITATION
    seen_just_now(session)
    session.commit()
    named = {**world.open, "event_id": event.id, "thing_id": told, "token": token}
    return named | ({"person_id": BEN.id} if endpoint.endswith(ABOUT_SOMEBODY_ELSE) else {})


INDEX = {"post_search"}


def changes(before: Snapshot, after: Snapshot) -> tuple[dict[str, set[str]], set[str]]:
    """The columns that changed in rows that were there, and the tables with new rows."""
    changed: dict[str, set[str]] = {}
    grown = set()
    for name, table in after.items():
        for key, row in table.items():
            if key not in before[name]:
                grown.add(name)
                continue
            found = {column for column in row if row[column] != before[name][key][column]}
            if found:
                changed[name] = changed.get(name, set()) | found
    # The index of search follows the posts and their threads, and has nothing of its own.
    told = {"post", "thread"} & {*changed, *grown}
    assert told or not INDEX & {*changed, *grown}
    return {name: found for name, found in changed.items() if name not in INDEX}, grown - INDEX


@pytest.mark.parametrize("endpoint", sorted(CHANGES))
def test_only_what_the_form_asks_for_changes(
    app: Flask, visitor: HouseClient, session: Session, endpoint: str
) -> None:
    values = stage(session, endpoint)
    [door] = [door for door in doors(app) if door.endpoint == endpoint]
    before = snapshot(session)
    sent = planted() | {"picture": upload()} if endpoint == "forum.add_picture" else planted()
    answer = visitor.as_(RUNS.get(endpoint, AMINA)).post(door.address(values), sent)
    after = snapshot(session)
    assert answer.status_code < 400 or endpoint == "accounts.sign_in", answer.text[:3000]
    changed, grown = changes(before, after)
    assert changed == CHANGES[endpoint][0]
    audited = set() if endpoint in UNAUDITED else {"audit_line"}
    assert grown == CHANGES[endpoint][1] | audited
    new = [
        (name, column)
        for name, table in after.items()
        for key, row in table.items()
        if key not in before[name]
        for column, value in row.items()
        if is_planted(value)
    ]
    assert new == []


def test_every_form_is_here(app: Flask) -> None:
    assert sorted(CHANGES) == sorted(d.endpoint for d in doors(app) if d.method == "POST")
    assert len(planted()) > 50
