"""Notices: told once a key, counted on every page, read by their owner alone, taken back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice, give_notices, take_back_notices
from accounts.models import Notice
from core.clock import now
from tests.cast import AMINA, BEN, DEV
from tests.client import HouseClient
from tests.reading import rows, snapshot

TOLD = (Notice.person_id, Notice.key, Notice.words, Notice.url)


def told(session: Session) -> list[tuple[object, ...]]:
    return rows(session, select(*TOLD).order_by(Notice.person_id, Notice.key))


def unread(session: Session) -> list[tuple[object, ...]]:
    still = select(Notice.person_id, Notice.key).where(Notice.read_at.is_(None))
    return rows(session, still.order_by(Notice.person_id, Notice.key))


def in_the_bar(client: HouseClient) -> str:
    """What the bar of a page says about notices."""
    found = re.search(r'id="notices-link"[^>]*>([^<]*)</a>', client.get("/help-now").text)
    assert found
    return found.group(1)


def give(session: Session, *keys: str) -> list[int]:
    """A notice of Amina's for each key, each a minute newer; their numbers."""
    moment = now() - timedelta(hours=1)
    numbers = []
    for place, key in enumerate(keys):
        give_notice(session, AMINA.id, key, f"News of {key}.", f"/threads/{place + 1}")
        [number] = session.scalars(select(Notice.id).where(Notice.key == key))
        at = moment + timedelta(minutes=place)
        session.execute(update(Notice).where(Notice.id == number).values(made_at=at))
        numbers.append(number)
    session.commit()
    return numbers


def test_telling_the_same_twice_is_telling_once(session: Session) -> None:
    give_notice(session, AMINA.id, "post:1", "Ben answered you.", "/threads/1#p2")
    give_notice(session, AMINA.id, "post:1", "Something else.", "/elsewhere")
    give_notice(session, BEN.id, "post:1", "Ben answered you.", "/threads/1#p2")
    session.commit()
    assert told(session) == [
        (AMINA.id, "post:1", "Ben answered you.", "/threads/1#p2"),
        (BEN.id, "post:1", "Ben answered you.", "/threads/1#p2"),
    ]


def test_what_was_read_does_not_come_back_as_new(session: Session, amina: HouseClient) -> None:
    [number] = give(session, "post:1")
    amina.post(f"/notices/{number}/read")
    give(session, "post:1")
    assert unread(session) == []


def test_many_are_told_at_once(session: Session) -> None:
    give_notices(session, [BEN.id, AMINA.id, BEN.id], "a", "Words.", "/")
    give_notices(session, [], "b", "Words.", "/")
    session.commit()
    assert told(session) == [(AMINA.id, "a", "Words.", "/"), (BEN.id, "a", "Words.", "/")]


def test_a_notice_never_leads_away_from_the_site(session: Session) -> None:
    with pytest.raises(IntegrityError):
        give_notice(session, AMINA.id, "a", "Words.", "javascript:alert(1)")


def test_taken_back_is_taken_back_for_everyone(session: Session, amina: HouseClient) -> None:
    [read] = give(session, "post:1")
    give_notice(session, BEN.id, "post:1", "News.", "/")
    give_notice(session, BEN.id, "post:11", "Other news.", "/")
    session.commit()
    amina.post(f"/notices/{read}/read")
    take_back_notices(session, "post:1")
    session.commit()
    assert told(session) == [(BEN.id, "post:11", "Other news.", "/")]


def test_the_bar_of_every_page_says_how_many_are_new(
    session: Session, amina: HouseClient, ben: HouseClient
) -> None:
    assert in_the_bar(amina) == "Notices"
    give(session, "a")
    assert in_the_bar(amina) == "1 new notice"
    give(session, "b", "c")
    assert (in_the_bar(amina), in_the_bar(ben)) == ("3 new notices", "Notices")
    give_notices(session, [AMINA.id], "old", "Read.", "/")
    session.execute(update(Notice).where(Notice.key == "old").values(read_at=now()))
    session.commit()
    assert in_the_bar(amina) == "3 new notices"
    give(session, *(f"k{number}" for number in range(100)))
    assert in_the_bar(amina) == "99 or more new notices"


def test_the_page_lists_ones_own_the_newest_first(session: Session, amina: HouseClient) -> None:
    give(session, "one", "two", "three")
    give_notice(session, BEN.id, "four", "News of four.", "/")
    session.commit()
    found = re.findall(r'<a href="([^"]+)" id="notice-\d+-link">([^<]+)</a>', html(amina))
    assert found == [
        ("/threads/3", "News of three."),
        ("/threads/2", "News of two."),
        ("/threads/1", "News of one."),
    ]
    assert html(amina).count(">new</span>") == 3


def html(client: HouseClient) -> str:
    return client.get("/notices").text


def test_pages_of_notices_hold_each_once(session: Session, amina: HouseClient) -> None:
    keys = [f"k{number:02}" for number in range(30)]
    give(session, *keys)
    first = html(amina)
    older = re.search(r'href="(/notices\?after=[^"]+)"', first)
    assert older
    both = first + amina.get(older.group(1)).text
    assert re.findall(r">News of (k\d\d)\.</a>", both) == keys[::-1]


def test_nothing_to_tell_is_said_kindly(amina: HouseClient) -> None:
    page = html(amina)
    assert "There is nothing for you here just now." in page
    assert "read-all" not in page


def test_beyond_the_last_page_is_no_empty_state(amina: HouseClient) -> None:
    page = amina.get("/notices?after=0-1").text
    assert "That was the last of them." in page
    assert 'href="/notices"' in page


def test_what_is_told_is_shown_as_text(session: Session, amina: HouseClient) -> None:
    give_notice(session, AMINA.id, "a", "<b>Sam</b> & Co answered you.", "/threads/1?a=1&b=2")
    session.commit()
    assert "&lt;b&gt;Sam&lt;/b&gt; &amp; Co answered you." in html(amina)


def test_marking_one_as_read(session: Session, amina: HouseClient) -> None:
    first, _ = give(session, "a", "b")
    page = amina.follow(f"/notices/{first}/read")
    assert "Marked as read." in page.text
    assert page.text.count(">new</span>") == 1
    assert unread(session) == [(AMINA.id, "b")]


def test_marking_one_as_read_through_htmx(session: Session, amina: HouseClient) -> None:
    [number] = give(session, "a")
    answer = amina.post(f"/notices/{number}/read", htmx=True)
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == '{"announce": {"text": "Marked as read."}}'
    assert answer.text.startswith(f'<li class="thread" id="notice-{number}">')
    assert f'id="notice-{number}-link" data-focus>News of a.</a>' in answer.text
    assert "<form" not in answer.text
    assert in_the_bar(amina) == "Notices"


def test_marking_twice_is_marking_once(session: Session, amina: HouseClient) -> None:
    [number] = give(session, "a")
    amina.post(f"/notices/{number}/read")
    before = snapshot(session)
    assert amina.post(f"/notices/{number}/read").status_code == 303
    assert snapshot(session) == before


@pytest.mark.parametrize("htmx", [True, False])
def test_nobody_marks_somebody_elses(session: Session, dev: HouseClient, *, htmx: bool) -> None:
    [number] = give(session, "a")
    assert dev.post(f"/notices/{number}/read", htmx=htmx).status_code == 404
    assert dev.post("/notices/read-all", htmx=htmx).status_code == (200 if htmx else 303)
    assert unread(session) == [(AMINA.id, "a")]


@pytest.mark.parametrize("address", ["/notices/1/read", "/notices/read-all"])
def test_a_visitor_marks_nothing(session: Session, visitor: HouseClient, address: str) -> None:
    give(session, "a")
    assert visitor.post(address).status_code == 401
    assert unread(session) == [(AMINA.id, "a")]


def test_marking_all_as_read(session: Session, amina: HouseClient) -> None:
    give(session, "a", "b")
    give_notice(session, DEV.id, "c", "News.", "/")
    session.commit()
    page = amina.follow("/notices/read-all")
    assert "All of them are marked as read." in page.text
    assert ">new</span>" not in page.text
    assert unread(session) == [(DEV.id, "c")]
    amina.post("/notices/read-all")
    assert unread(session) == [(DEV.id, "c")]
