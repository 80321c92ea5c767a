"""The list of what has ended: the newest first, page by page."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.clock import now
from tests.cast import CLOSED_GROUP
from tests.client import HouseClient
from tests.factories import an_event


def listed(client: HouseClient, path: str = "/events/past") -> list[int]:
    text = client.get(path).text
    return [int(number) for number in re.findall(r'<h2><a href="/events/(\d+)">', text)]


def test_sixty_events_with_ties_are_each_shown_once(amina: HouseClient, session: Session) -> None:
    start = now() - timedelta(days=30)
    events = [an_event(session, starts_at=start + timedelta(hours=n % 10)) for n in range(60)]
    expected = sorted(events, key=lambda event: (event.starts_at, event.id), reverse=True)
    session.commit()
    seen: list[list[int]] = []
    path: str | None = "/events/past"
    while path:
        seen.append(listed(amina, path))
        earlier = re.findall(r'rel="next" href="([^"]+)"', amina.get(path).text)
        path = earlier[0] if earlier else None
    assert [len(page) for page in seen] == [25, 25, 10]
    assert [number for page in seen for number in page] == [event.id for event in expected]


def test_what_is_listed_for_whom(
    amina: HouseClient, carol: HouseClient, grace: HouseClient, session: Session
) -> None:
    def past(days: int, **told: object) -> int:
        return an_event(session, starts_at=now() - timedelta(days=days), **told).id  # type: ignore[arg-type]

    plain, off = past(5), past(6, cancelled=True)
    draft, closed = past(7, published=False), past(8, group=CLOSED_GROUP)
    past(0)
    session.commit()
    assert listed(amina) == [plain, off, closed]
    assert listed(carol) == [plain, off]
    assert listed(grace) == [plain, off, draft, closed]


@pytest.mark.parametrize("after", ["x", "1", "-", "9" * 40])
def test_a_place_that_makes_no_sense_is_no_failure(
    amina: HouseClient, session: Session, after: str
) -> None:
    event = an_event(session, starts_at=now() - timedelta(days=2))
    session.commit()
    assert listed(amina, f"/events/past?after={after}") == [event.id]
