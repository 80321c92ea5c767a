"""Looking changes nothing: every row of every table is the same after a crawl of every GET door.

Three things may move, after the answer was sent: how far somebody has read, when a browser was last
seen, and a break that is over goes once its owner was welcomed. They are named here, and nothing
else is.
"""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.models import SignIn
from core.clock import now
from tests.cast import Member
from tests.client import HouseClient
from tests.doors import get_addresses
from tests.reading import Snapshot, snapshot
from tests.world import EVERYONE, World, a_world

MAY_MOVE = {"read_position", "person_break"}


@pytest.fixture
def world(session: Session) -> World:
    found = a_world(session)
    session.execute(update(SignIn).values(seen_at=now() - timedelta(hours=1)))
    session.commit()
    return found


def without_what_may_move(found: Snapshot) -> Snapshot:
    rest = {name: dict(table) for name, table in found.items() if name not in MAY_MOVE}
    rest["sign_in"] = {
        key: {name: value for name, value in row.items() if name != "seen_at"}
        for key, row in rest["sign_in"].items()
    }
    return rest


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("who", EVERYONE, ids=lambda who: who.name if who else "visitor")
def test_a_crawl_changes_nothing(
    app: Flask,
    visitor: HouseClient,
    session: Session,
    world: World,
    who: Member | None,
    *,
    method: str,
) -> None:
    before = snapshot(session)
    client = visitor.as_(who) if who else visitor
    statuses = set()
    for address in get_addresses(app, world.values()):
        answer = client.browser.open(address, method=method)
        answer.close()
        statuses.add(answer.status_code)
    after = snapshot(session)
    assert max(statuses) < 500
    assert without_what_may_move(after) == without_what_may_move(before)
    assert len(before["post"]) > 3
    # What may move does move, so that the comparison above means something.
    if method == "GET":
        assert (after["sign_in"] != before["sign_in"]) is (who is not None)
