"""The home page: a welcome to someone new, and to a member what is next."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from core.clock import now
from tests.cast import AMINA, BEN, CLOSED_GROUP, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_booking, a_thread, an_event


def section(text: str, name: str) -> str:
    return text.partition(f'aria-labelledby="{name}-h"')[2].partition("</section>")[0]


def test_a_visitor_is_welcomed_and_shown_nobodys_words(
    visitor: HouseClient, session: Session
) -> None:
    a_thread(session, title="Zq thread")
    an_event(session, title="Zq event")
    session.commit()
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "<h1>Learn together, as equals</h1>" in answer.text
    assert "Zq" not in answer.text
    assert '<a class="govuk-button" id="welcome-sign-in" href="/sign-in">Sign in</a>' in answer.text


def test_a_member_is_greeted(amina: HouseClient) -> None:
    text = amina.get("/").text
    assert "<h1>Hello, Amina</h1>" in text
    assert 'You have no places booked. See <a href="/events">what is coming</a>.' in text
    assert "Nobody has written anything yet." in text
    assert "Nothing is planned yet." in text


def test_my_places_are_mine_and_still_to_come(amina: HouseClient, session: Session) -> None:
    mine, off = an_event(session), an_event(session, cancelled=True)
    over = an_event(session, starts_at=now() - timedelta(days=3))
    given_up, others = an_event(session), an_event(session)
    for event in (mine, off, over):
        a_booking(session, event, AMINA)
    a_booking(session, given_up, AMINA).state = "given_up"
    a_booking(session, others, BEN)
    session.commit()
    part = section(amina.get("/").text, "places")
    assert [int(n) for n in re.findall(r'href="/events/(\d+)"', part)] == [mine.id, off.id]
    assert part.count("Cancelled") == 1


def test_five_of_each_kind_and_only_what_one_may_see(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    threads = [a_thread(session, by=BEN) for _ in range(6)]
    events = [an_event(session, starts_at=now() + timedelta(days=n + 1)) for n in range(6)]
    hidden = a_thread(session, by=BEN, space=CLOSED_SPACE)
    closed = an_event(session, group=CLOSED_GROUP, starts_at=now() + timedelta(hours=1))
    session.commit()

    def shown(client: HouseClient, name: str, kind: str) -> list[int]:
        part = section(client.get("/").text, name)
        return [int(number) for number in re.findall(rf'href="/{kind}/(\d+)', part)]

    newest = [thread.id for thread in reversed(threads)]
    soonest = [event.id for event in events]
    assert shown(carol, "talk", "threads") == newest[:5]
    assert shown(amina, "talk", "threads") == [hidden.id, *newest[:4]]
    assert shown(carol, "coming", "events") == soonest[:5]
    assert shown(amina, "coming", "events") == [closed.id, *soonest[:4]]
