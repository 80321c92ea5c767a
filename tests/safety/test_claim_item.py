"""Say that one is looking at something, put it back, open again what was decided."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from forum.models import Post
from safety.actions.decisions import Decision, claim_item, decide_item
from safety.actions.items import Seen
from safety.models import ReviewEvent, ReviewItem
from tests.cast import DEV
from tests.client import HouseClient
from tests.reading import rows
from tests.safety.stand_in import a_post, a_report
from tests.world import ADA, an_administrator

CLAIM = (ReviewItem.claimed_by_id, ReviewItem.version, ReviewItem.state)


@pytest.fixture
def item_id(session: Session) -> int:
    an_administrator(session)
    found = a_report(session, a_post(session)).item_id
    session.commit()
    return found


def send(client: HouseClient, item_id: int, verb: str, version: int, *, htmx: bool = False):
    return client.post(f"/moderation/{item_id}/{verb}", {"version": str(version)}, htmx=htmx)


@pytest.mark.parametrize("htmx", [True, False])
def test_claim_and_put_back(
    dev: HouseClient, session: Session, item_id: int, *, htmx: bool
) -> None:
    claimed = send(dev, item_id, "claim", 1, htmx=htmx)
    assert claimed.status_code == (200 if htmx else 303)
    page = claimed if htmx else dev.get(f"/moderation/{item_id}")
    assert "You are looking at this</h2>" in page.text
    assert rows(session, select(*CLAIM)) == [(DEV.id, 2, "pending")]
    released = send(dev, item_id, "release", 2, htmx=htmx)
    assert released.status_code == (200 if htmx else 303)
    assert rows(session, select(*CLAIM)) == [(None, 3, "pending")]
    history = select(ReviewEvent.version, ReviewEvent.what, ReviewEvent.by_id)
    assert rows(session, history.order_by(ReviewEvent.id))[1:] == [
        (2, "claimed", DEV.id),
        (3, "released", DEV.id),
    ]


def test_the_second_hears_of_the_first(
    dev: HouseClient, visitor: HouseClient, session: Session, item_id: int
) -> None:
    assert send(visitor.as_(ADA), item_id, "claim", 1).status_code == 303
    late = send(dev, item_id, "claim", 1, htmx=True)
    assert late.status_code == 409
    assert "<p>Ada is looking at this now.</p>" in late.text
    assert rows(session, select(*CLAIM)) == [(ADA.id, 2, "pending")]


def test_a_second_press_says_that_it_is_mine_already(dev: HouseClient, item_id: int) -> None:
    send(dev, item_id, "claim", 1)
    again = send(dev, item_id, "claim", 1)
    assert again.status_code == 409
    assert "<p>You are looking at this now.</p>" in again.text


def test_it_can_be_taken_over_by_somebody_who_was_told(
    dev: HouseClient, visitor: HouseClient, session: Session, item_id: int
) -> None:
    send(visitor.as_(ADA), item_id, "claim", 1)
    assert send(dev, item_id, "release", 2).status_code == 409
    assert send(dev, item_id, "claim", 2).status_code == 303
    assert rows(session, select(*CLAIM)) == [(DEV.id, 3, "pending")]
    late = send(visitor.as_(ADA), item_id, "release", 2)
    assert "<p>Dev is looking at this now.</p>" in late.text


def test_after_half_an_hour_it_is_anybodys(
    dev: HouseClient, session: Session, item_id: int
) -> None:
    claim_item(session, Seen(item_id, 1, ADA.id))
    session.execute(update(ReviewItem).values(claimed_at=now() - timedelta(minutes=29)))
    session.commit()
    typed = {"version": "2", "decision": "no_action"}
    assert dev.post(f"/moderation/{item_id}/decision", typed).status_code == 409
    session.execute(update(ReviewItem).values(claimed_at=now() - timedelta(minutes=30)))
    session.commit()
    page = dev.get(f"/moderation/{item_id}")
    assert re.search(r">It waits since ", page.text)
    assert dev.post(f"/moderation/{item_id}/decision", typed).status_code == 303


def test_what_was_decided_opens_again(dev: HouseClient, session: Session, item_id: int) -> None:
    hidden = Decision("hidden", "It may hurt somebody who reads it.", "Be kind.")
    decide_item(session, Seen(item_id, 1, ADA.id), hidden)
    session.commit()
    assert send(dev, item_id, "claim", 2).status_code == 409
    assert send(dev, item_id, "reopen", 2).status_code == 303
    assert rows(session, select(*CLAIM)) == [(None, 3, "pending")]
    page = dev.get(f"/moderation/{item_id}")
    # It is out of sight, so what is offered is to let it through.
    assert ">Let others see it</button>" in page.text
    typed = {"version": "3", "decision": "approved"}
    assert dev.post(f"/moderation/{item_id}/decision", typed).status_code == 303
    assert rows(session, select(Post.state)) == [("live",)]


def test_what_waits_does_not_open_again(dev: HouseClient, item_id: int) -> None:
    assert send(dev, item_id, "reopen", 1).status_code == 409


def test_a_form_from_another_site_does_nothing(
    dev: HouseClient, session: Session, item_id: int
) -> None:
    away = {"Sec-Fetch-Site": "cross-site"}
    for door in ("claim", "decision", "restriction"):
        answer = dev.post(f"/moderation/{item_id}/{door}", {"version": "1"}, headers=away)
        assert answer.status_code == 403
    assert rows(session, select(*CLAIM)) == [(None, 1, "pending")]
