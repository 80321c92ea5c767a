"""The list of coming events: paged, soonest first, drafts left out, cancelled ones still there."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.clock import now
from tests.cast import AMINA, BEN, CLOSED_GROUP
from tests.client import HouseClient
from tests.factories import a_booking, an_event


def listed(client: HouseClient, path: str = "/events") -> list[int]:
    text = client.get(path).text
    return [int(number) for number in re.findall(r'<h3><a href="/events/(\d+)">', text)]


def about(client: HouseClient) -> list[str]:
    """The last word on each event: cancelled, yours, places left, full."""
    lines = re.findall(r'<p class="about">(.*?)</p>', client.get("/events").text, re.DOTALL)
    return [re.findall(r"<span[^>]*>([^<]+)</span>", line)[-1] for line in lines]


def test_sixty_events_with_ties_are_each_shown_once(amina: HouseClient, session: Session) -> None:
    """Ten moments, six events each: every page ends in the middle of a tie."""
    start = now() + timedelta(days=1)
    events = [an_event(session, starts_at=start + timedelta(hours=n % 10)) for n in range(60)]
    expected = [event.id for event in sorted(events, key=lambda event: (event.starts_at, event.id))]
    session.commit()
    seen: list[list[int]] = []
    path: str | None = "/events"
    while path:
        seen.append(listed(amina, path))
        later = re.findall(r'rel="next" href="([^"]+)"', amina.get(path).text)
        path = later[0] if later else None
    assert [len(page) for page in seen] == [25, 25, 10]
    assert [number for page in seen for number in page] == expected


def test_what_is_listed_for_whom(
    amina: HouseClient, carol: HouseClient, grace: HouseClient, session: Session
) -> None:
    coming = an_event(session, title="Coming")
    under_way = an_event(session, starts_at=now() - timedelta(hours=1))
    over = an_event(session, starts_at=now() - timedelta(hours=3))
    draft = an_event(session, published=False)
    cancelled = an_event(session, cancelled=True, starts_at=now() + timedelta(days=8))
    closed = an_event(session, group=CLOSED_GROUP, starts_at=now() + timedelta(days=9))
    session.commit()
    assert listed(amina) == [under_way.id, coming.id, cancelled.id, closed.id]
    assert listed(carol) == [under_way.id, coming.id, cancelled.id]
    assert listed(grace) == [under_way.id, coming.id, draft.id, cancelled.id, closed.id]
    assert over.id not in {*listed(amina), *listed(grace)}


def test_each_event_says_how_it_stands(amina: HouseClient, session: Session) -> None:
    days = (now() + timedelta(days=number) for number in range(1, 9))
    an_event(session, starts_at=next(days), capacity=7)
    mine = an_event(session, starts_at=next(days), capacity=1)
    a_booking(session, mine, AMINA)
    full = an_event(session, starts_at=next(days), capacity=1)
    a_booking(session, full, BEN)
    one = an_event(session, starts_at=next(days), capacity=2)
    a_booking(session, one, BEN)
    off = an_event(session, starts_at=next(days), cancelled=True)
    a_booking(session, off, AMINA)
    given_up = an_event(session, starts_at=next(days), capacity=1)
    a_booking(session, given_up, AMINA).state = "given_up"
    session.commit()
    assert about(amina) == [
        "7 places left",
        "You have a place",
        "Full, with a waiting list",
        "1 place left",
        "Cancelled",
        "1 place left",
    ]


def test_days_are_days_in_london(amina: HouseClient, session: Session) -> None:
    """Half past eleven at night UTC in summer is the next day here."""
    late = now().replace(year=now().year + 1, month=7, day=1, hour=23, minute=30)
    an_event(session, starts_at=late)
    session.commit()
    text = amina.get("/events").text
    assert re.findall(r'<h2 id="day-1">\w+ ([^<]+)</h2>', text) == [f"2 July {late.year}"]
    assert re.findall(r'<p class="when"><time [^>]+>([^<]+)<', text) == ["12:30am"]


@pytest.mark.parametrize("after", ["x", "1", "-", "9" * 40, f"{'9' * 18}-1"])
def test_a_place_that_makes_no_sense_is_no_failure(
    amina: HouseClient, session: Session, after: str
) -> None:
    event = an_event(session)
    session.commit()
    assert listed(amina, f"/events?after={after}") == [event.id]
