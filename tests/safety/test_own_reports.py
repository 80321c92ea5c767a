"""Where something stands that one told us: one's own, and nobody else's."""

import re

import pytest
from sqlalchemy.orm import Session

from core.clock import now
from safety.actions.decisions import Decision, decide_item
from safety.actions.holds import let_go
from safety.actions.items import Seen
from safety.models import Report
from tests.cast import AMINA, BEN, DEV, GRACE
from tests.client import HouseClient
from tests.safety.stand_in import STAND_IN, a_post, a_report, item_of


def decided(session: Session, report: Report, state: str) -> None:
    """The report's item, as a moderator decided it."""
    item = item_of(session, report.thing_id)
    told = ("It may hurt somebody who reads it.", "Be kind.") if state == "hidden" else ()
    decide_item(session, Seen(item.id, item.version, DEV.id), Decision(state, *told))


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (None, "A moderator will look at it. You need do nothing."),
        ("hidden", "We looked at it, and we have hidden it."),
        ("no_action", "We looked at it, and it can stay as it is."),
        ("gone", "It is not there any more: its author took it back."),
    ],
)
def test_it_says_where_it_stands(
    amina: HouseClient, session: Session, outcome: str | None, says: str
) -> None:
    report = a_report(session, a_post(session, text="Hidden words."), words="Mine.")
    if outcome == "gone":
        let_go(session, STAND_IN, report.thing_id)
    elif outcome:
        decided(session, report, outcome)
    session.commit()
    page = amina.get(f"/reports/{report.reference}")
    assert says in page.text
    assert ("Somebody usually looks within two days." in page.text) is (outcome is None)
    assert "Mine." in page.text
    # Neither what was reported nor who looked at it.
    assert "Hidden words." not in page.text
    assert DEV.name not in page.text
    listed = amina.get("/account/reports")
    assert says in listed.text
    assert report.reference in listed.text


@pytest.mark.parametrize("written", ["{}", "r-{}", "{} "])
def test_it_is_found_however_it_was_written_down(
    amina: HouseClient, session: Session, written: str
) -> None:
    report = a_report(session, a_post(session))
    session.commit()
    six = report.reference.removeprefix("R-").replace("-", "").lower()
    assert amina.get(f"/reports/{written.format(six)}").status_code == 200


def test_it_is_nobody_elses(
    ben: HouseClient, dev: HouseClient, grace: HouseClient, session: Session
) -> None:
    report = a_report(session, a_post(session, by=BEN), by=AMINA, words="Only for moderators.")
    a_report(session, a_post(session, by=AMINA), by=GRACE, words="From Grace.")
    session.commit()
    for client in (ben, dev, grace):
        answer = client.get(f"/reports/{report.reference}")
        assert answer.status_code == 404
        assert "Only for moderators." not in answer.text
    listed = grace.get("/account/reports")
    assert report.reference not in listed.text
    assert len(re.findall(r'href="/reports/R-', listed.text)) == 1


def test_the_list_has_pages_and_an_end(amina: HouseClient, session: Session) -> None:
    assert "You have not told us about anything yet." in amina.get("/account/reports").text
    made = [a_report(session, a_post(session)).reference for _ in range(26)]
    session.commit()
    first = amina.get("/account/reports")
    [older] = re.findall(r'href="(/account/reports\?after=[^"]+)"', first.text)
    second = amina.get(older)
    shown = [re.findall(r'href="/reports/(R-[^"]+)"', page.text) for page in (first, second)]
    assert shown == [made[:0:-1], made[:1]]


def test_the_account_leads_there(amina: HouseClient, dev: HouseClient, session: Session) -> None:
    session.commit()
    assert '<a href="/account/reports">' in amina.get("/account").text
    assert '<a href="/moderation">' not in amina.get("/account").text
    assert '<a href="/moderation">' in dev.get("/account").text


def test_the_usual_wait_is_measured(amina: HouseClient, session: Session) -> None:
    for _ in range(5):
        report = a_report(session, a_post(session), by=GRACE)
        decided(session, report, "no_action")
    waits = a_report(session, a_post(session))
    session.commit()
    assert waits.made_at <= now()
    assert "Somebody usually looks within an hour." in amina.get(f"/reports/{waits.reference}").text
