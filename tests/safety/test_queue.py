"""What waits for moderators: in order, a line each, and nothing that they wrote themselves."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.clock import now
from safety.actions.decisions import Decision, claim_item, decide_item
from safety.actions.items import Seen
from safety.models import ReviewItem
from tests.cast import AMINA, BEN, DEV, GRACE
from tests.client import HouseClient
from tests.safety.stand_in import a_held_item, a_post, a_report, item_of
from tests.world import ADA, an_administrator


def items_in(page: TestResponse) -> list[int]:
    """The numbers of the items that a page lists, in order."""
    return [int(number) for number in re.findall(r'<h2><a href="/moderation/(\d+)">', page.text)]


def opened(session: Session, item_id: int, minutes_ago: int) -> int:
    moment = now() - timedelta(minutes=minutes_ago)
    session.execute(update(ReviewItem).where(ReviewItem.id == item_id).values(opened_at=moment))
    return item_id


def test_danger_comes_first_and_then_what_has_waited_longest(
    dev: HouseClient, session: Session
) -> None:
    young = opened(session, a_held_item(session, a_post(session)), 5)
    old = opened(session, a_report(session, a_post(session)).item_id, 50)
    danger = a_report(session, a_post(session), category="danger")
    newest = opened(session, danger.item_id, 1)
    older = a_report(session, a_post(session), category="danger")
    second = opened(session, older.item_id, 2)
    session.commit()
    page = dev.get("/moderation")
    assert items_in(page) == [second, newest, old, young]
    assert page.text.count("badge-bad") == 2


def test_it_shows_a_category_and_a_line_and_no_more(dev: HouseClient, session: Session) -> None:
    long = "The first line of it. " + "More and more. " * 20
    post_id = a_post(session, text=f"{long}\n\nThe second part.")
    a_report(session, post_id, category="private", words="Reporter's words.")
    a_report(session, post_id, by=GRACE, category="unkind")
    a_held_item(session, a_post(session, text="<b>Held</b> words."))
    session.commit()
    page = dev.get("/moderation")
    assert "It is unkind or bullying. It has private details about somebody" in page.text
    assert "The first line of it. More" in page.text
    assert "A newcomer&#39;s post" in page.text
    for kept in ("The second part.", "Reporter", "Amina", "Grace", "<b>Held"):
        assert kept not in page.text


def test_nobody_sees_what_is_about_their_own_words(
    dev: HouseClient, visitor: HouseClient, session: Session
) -> None:
    an_administrator(session)
    report = a_report(session, a_post(session, by=DEV, text="My own words."), by=AMINA)
    session.commit()
    assert items_in(visitor.as_(ADA).get("/moderation")) == [report.item_id]
    for path in (
        "/moderation",
        f"/moderation/{report.item_id}",
        "/moderation/decided",
        f"/moderation?reference={report.reference}",
    ):
        answer = dev.get(path)
        assert answer.status_code == (404 if path[-1].isdigit() and "ref" not in path else 200)
        assert ("My own words." in answer.text, "Amina" in answer.text) == (False, False)


def test_it_says_who_is_looking(dev: HouseClient, session: Session) -> None:
    an_administrator(session)
    item_id = a_report(session, a_post(session)).item_id
    claim_item(session, Seen(item_id, 1, ADA.id))
    session.commit()
    assert "<bdi>Ada</bdi> is looking at this" in dev.get("/moderation").text
    long_ago = now() - timedelta(minutes=30)
    session.execute(update(ReviewItem).values(claimed_at=long_ago))
    session.commit()
    assert "is looking at this" not in dev.get("/moderation").text


@pytest.mark.parametrize("urgent", [0, 10, 25, 26, 60])
def test_every_item_stands_on_one_page(dev: HouseClient, session: Session, urgent: int) -> None:
    made = [
        opened(session, a_report(session, a_post(session), category=category).item_id, 90 - number)
        for number, category in enumerate(["danger"] * urgent + ["other"] * (60 - urgent))
    ]
    # Of the same moment, the number decides.
    session.execute(update(ReviewItem).where(ReviewItem.turn == 1).values(opened_at=now()))
    session.commit()
    seen, path = [], "/moderation"
    while path:
        page = dev.get(path)
        seen.append(items_in(page))
        [*older] = re.findall(r'rel="next" href="([^"]+)"', page.text)
        path = older[0].replace("&amp;", "&") if older else ""
    assert [len(numbers) for numbers in seen] == [25, 25, 10]
    assert [number for numbers in seen for number in numbers] == made


@pytest.mark.parametrize("after", ["x", "1-1", "9" * 400, "-", "%00", "1-2&urgent=maybe"])
def test_a_page_that_is_none_is_the_first_or_empty(
    dev: HouseClient, session: Session, after: str
) -> None:
    a_report(session, a_post(session))
    session.commit()
    assert dev.get(f"/moderation?after={after}").status_code == 200


def test_what_was_decided_is_there_too(dev: HouseClient, session: Session) -> None:
    assert "Nothing has been decided yet." in dev.get("/moderation/decided").text
    left = a_report(session, a_post(session, text="Left words."))
    hidden = a_report(session, a_post(session, text="Hidden words."))
    for report, decision in (
        (left, Decision("no_action")),
        (hidden, Decision("hidden", "It may hurt somebody who reads it.", "Be kind.")),
    ):
        item = item_of(session, report.thing_id)
        decide_item(session, Seen(item.id, item.version, DEV.id), decision)
    waits = a_held_item(session, a_post(session))
    session.commit()
    page = dev.get("/moderation/decided")
    assert items_in(page) == [hidden.item_id, left.item_id]
    assert "hidden by <bdi>Dev</bdi>" in page.text
    assert items_in(dev.get("/moderation")) == [waits]


def test_a_reference_finds_its_item(dev: HouseClient, session: Session) -> None:
    report = a_report(session, a_post(session))
    a_report(session, a_post(session))
    session.commit()
    typed = report.reference.lower().replace("-", " ")
    assert items_in(dev.get(f"/moderation?reference={typed}")) == [report.item_id]
    missing = dev.get("/moderation?reference=R-2222-22")
    assert (
        "We can&#39;t find that one." in missing.text or "We can't find that one." in missing.text
    )
    assert items_in(missing) == []


@pytest.mark.parametrize("who", [AMINA, BEN, GRACE], ids=lambda who: who.name)
def test_it_is_for_moderators(visitor: HouseClient, session: Session, who: object) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    client = visitor.as_(who)  # type: ignore[arg-type]
    for path in ("/moderation", "/moderation/decided", f"/moderation/{item_id}"):
        assert client.get(path).status_code == 403
