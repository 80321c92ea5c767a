"""Ask somebody for patience: told kindly, in force for a while, and ended."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.audit import AuditLine
from core.clock import now, short_day
from safety.actions.restrictions import Asked, end_restriction, restrict_person
from safety.models import Restriction, ReviewEvent
from safety.queries.restrictions import restriction_of, restrictions_of
from tests.cast import AMINA, BEN, DEV
from tests.client import HouseClient
from tests.reading import count, rows
from tests.safety.stand_in import a_post, a_report

TYPED = {"version": "1", "days": "7", "told_why": "We would like to read <along>."}


def asked(session: Session, kind: str = "waits", days: int | None = 7) -> Restriction:
    until = None if days is None else now() + timedelta(days=days)
    return restrict_person(session, Asked(BEN.id, kind, until, "To read along."), DEV.id)


def in_force(session: Session) -> str | None:
    found = restriction_of(session.connection(), BEN.id)
    assert restriction_of(session.connection(), AMINA.id) is None
    return found


@pytest.mark.parametrize(
    ("kinds", "counts"),
    [([], None), (["waits"], "waits"), (["reads_only", "waits"], "reads_only")],
)
def test_the_strictest_counts(session: Session, kinds: list[str], counts: str | None) -> None:
    for kind in kinds:
        asked(session, kind)
    assert in_force(session) == counts
    assert [each.kind for each in restrictions_of(session.connection(), BEN.id)] == kinds


def test_it_ends_by_itself_or_never(session: Session) -> None:
    one = asked(session, days=7)
    asked(session, "reads_only", days=None)
    moment = now()
    session.execute(
        update(Restriction)
        .where(Restriction.id == one.id)
        .values(made_at=moment - timedelta(days=8), until_at=moment - timedelta(seconds=1))
    )
    assert [each.kind for each in restrictions_of(session.connection(), BEN.id)] == ["reads_only"]


def test_it_is_ended_once(session: Session) -> None:
    one = asked(session)
    for _ in range(2):
        end_restriction(session, one.id, DEV.id)
    session.commit()
    assert in_force(session) is None
    said = select(AuditLine.what, AuditLine.person_id).where(AuditLine.thing == "restriction")
    assert rows(session, said.order_by(AuditLine.id)) == [
        ("person_restricted", DEV.id),
        ("restriction_ended", DEV.id),
    ]
    assert count(session, Notice) == 2


@pytest.mark.parametrize(
    ("kind", "days", "begins", "ended"),
    [
        (
            "waits",
            7,
            "Until {day} a moderator reads what you write here before others see it.",
            "What you write here no longer waits for a moderator because of what we asked of you.",
        ),
        (
            "reads_only",
            None,
            "For now you can read everything here, but not write.",
            "You can write here again.",
        ),
    ],
)
def test_they_are_told_kindly(
    session: Session, kind: str, days: int | None, begins: str, ended: str
) -> None:
    one = asked(session, kind, days)
    end_restriction(session, one.id, DEV.id)
    session.commit()
    day = short_day(now() + timedelta(days=days or 0))
    welcome = "You are still welcome here, and you can talk to the team about this."
    assert rows(session, select(Notice.person_id, Notice.words).order_by(Notice.id)) == [
        (BEN.id, f"{begins.format(day=day)} To read along. {welcome}"),
        (BEN.id, ended),
    ]


@pytest.mark.parametrize(("htmx", "days"), [(True, 7), (False, 30)])
def test_from_the_page_of_an_item(
    dev: HouseClient, session: Session, days: int, *, htmx: bool
) -> None:
    item_id = a_report(session, a_post(session, anonymous=True)).item_id
    session.commit()
    path = f"/moderation/{item_id}/restriction"
    answer = dev.post(path, {**TYPED, "days": str(days)}, htmx=htmx)
    page = answer if htmx else dev.get(f"/moderation/{item_id}")
    assert answer.status_code == (200 if htmx else 303)
    if htmx:
        assert json.loads(answer.headers["HX-Trigger"]) == {
            "announce": {"text": f"For {days} days this person's posts wait. They are told why."}
        }
    [(person_id, kind, made_at, until_at, reason, made_by)] = rows(
        session,
        select(
            *(Restriction.person_id, Restriction.kind, Restriction.made_at),
            *(Restriction.until_at, Restriction.reason, Restriction.made_by_id),
        ),
    )
    assert (person_id, kind, reason, made_by) == (
        *(BEN.id, "waits", "We would like to read <along>."),
        DEV.id,
    )
    assert abs(until_at - made_at - timedelta(days=days)) < timedelta(seconds=5)
    assert "What they write waits for a moderator, until " in page.text
    assert "We would like to read &lt;along&gt;." in page.text
    # It binds the person behind the post, and tells the moderator nothing of who that is.
    assert "Ben" not in page.text
    events = select(ReviewEvent.version, ReviewEvent.what, ReviewEvent.by_id)
    assert rows(session, events.order_by(ReviewEvent.id))[1:] == [(2, "restricted", DEV.id)]
    ended = dev.post(f"{path}/end", {"version": "2"}, htmx=htmx)
    assert ended.status_code == answer.status_code
    assert in_force(session) is None


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"days": ""}, "Pick how long."),
        ({"days": "400"}, "Not a valid choice"),
        ({"told_why": ""}, "Write a sentence or two. The person will read them."),
        ({"told_why": "w" * 301}, "Please take out 1."),
    ],
)
def test_what_does_not_fit_comes_back(
    dev: HouseClient, session: Session, typed: dict[str, str], says: str, *, htmx: bool
) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    sent = {**TYPED, **typed}
    answer = dev.post(f"/moderation/{item_id}/restriction", sent, htmx=htmx)
    assert answer.status_code == 422
    assert says in answer.text
    kept = sent["told_why"].replace("<", "&lt;").replace(">", "&gt;")
    assert f">\n{kept}</textarea>" in answer.text
    assert re.search(r"<details open><summary>From now on", answer.text)
    assert count(session, Restriction) == 0


def test_twice_is_once(dev: HouseClient, session: Session) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    path = f"/moderation/{item_id}/restriction"
    answers = [dev.post(path, TYPED) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "You did something here just now." in answers[1].text
    assert count(session, Restriction) == 1


def test_the_end_from_the_page_leaves_what_it_did_not_begin(
    dev: HouseClient, session: Session
) -> None:
    item_id = a_report(session, a_post(session)).item_id
    asked(session, "reads_only", None)
    asked(session)
    session.commit()
    dev.post(f"/moderation/{item_id}/restriction/end", {"version": "1"})
    session.expire_all()
    assert in_force(session) == "reads_only"
