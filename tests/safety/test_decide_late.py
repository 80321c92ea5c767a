"""Decide about an item that somebody else has dealt with, or is dealing with."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Post
from safety.actions.decisions import claim_item
from safety.actions.items import Seen
from tests.client import HouseClient
from tests.reading import rows
from tests.safety.decisions import HIDE, door, state_of, told
from tests.safety.stand_in import a_post, a_report
from tests.world import ADA, an_administrator


def test_whoever_is_late_hears_who_was_first(
    dev: HouseClient, session: Session, visitor: HouseClient
) -> None:
    an_administrator(session)
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    left = visitor.as_(ADA).post(door(item_id), {"version": "1", "decision": "no_action"})
    assert left.status_code == 303
    before = told(session)
    for htmx in (True, False):
        answer = dev.post(door(item_id), {"version": "1", **HIDE}, htmx=htmx)
        assert answer.status_code == 409
        assert "<p>Ada already dealt with this.</p>" in answer.text
        assert "readonly>\nPlease leave out the &lt;street&gt;.</textarea>" in answer.text
        assert "What you wrote is safe here." in answer.text
    assert state_of(session)[:2] == ("no_action", 2)
    assert rows(session, select(Post.state)) == [("live",)]
    assert told(session) == before


def test_when_more_was_told_meanwhile_the_words_stay_in_the_form(
    dev: HouseClient, grace: HouseClient, session: Session
) -> None:
    post_id = a_post(session)
    item_id = a_report(session, post_id).item_id
    session.commit()
    grace.post(f"/reports/stand-in/{post_id}", {"category": "law", "more": "New words."})
    answer = dev.post(door(item_id), {"version": "1", **HIDE}, htmx=True)
    assert answer.status_code == 409
    assert "Somebody has just told us more about this. Please look at it again." in answer.text
    assert "New words." in answer.text
    assert set(re.findall(r'name="version" value="(\d+)"', answer.text)) == {"2"}
    assert ">\nPlease leave out the &lt;street&gt;.</textarea>" in answer.text
    assert re.search(r'value="private"[^>]* checked', answer.text)
    assert dev.post(door(item_id), {"version": "2", **HIDE}).status_code == 303


@pytest.mark.parametrize("version", ["", "0", "2", "-1", "1.0", "x", "9" * 400, "1 OR 1=1"])
def test_a_version_that_is_not_the_items_is_too_late(
    dev: HouseClient, session: Session, version: str
) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    typed = {"version": version, "decision": "no_action"}
    assert dev.post(door(item_id), typed).status_code == 409
    assert state_of(session)[:2] == ("pending", 1)


def test_nobody_decides_over_the_head_of_another(
    dev: HouseClient, visitor: HouseClient, session: Session
) -> None:
    an_administrator(session)
    item_id = a_report(session, a_post(session)).item_id
    claim_item(session, Seen(item_id, 1, ADA.id))
    session.commit()
    answer = dev.post(door(item_id), {"version": "2", **HIDE})
    assert answer.status_code == 409
    assert "Ada is looking at this now." in answer.text
    mine = visitor.as_(ADA).post(door(item_id), {"version": "2", "decision": "no_action"})
    assert mine.status_code == 303
