"""What a new thread is going to be about is kept with its words, and comes back with them."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bookings.models import Event
from forum.models import DraftChoices, Thread, ThreadTag
from tests.cast import AMINA, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_draft, an_event
from tests.reading import count, rows

PAGE = "/spaces/open/threads/new"
ABOUT = select(DraftChoices.kind, DraftChoices.tags, DraftChoices.event_id)


def an_open_event(session: Session) -> int:
    event = an_event(session)
    session.commit()
    return event.id


def typed(event: object, /, **more: str) -> dict[str, str]:
    told = {"text": "Begun.", "conversation": "decision", "tags": "nights, sleep", "event": event}
    return {name: str(value) for name, value in told.items()} | more


def stands_on(client: HouseClient) -> tuple[list[str], list[str], list[str]]:
    """The kind that is marked, the tags and the event that is picked on the page."""
    text = client.get(PAGE).text
    radios = re.findall(r'<input [^>]*name="conversation"[^>]*>', text)
    marked = [re.findall('value="([^"]*)"', one)[0] for one in radios if " checked" in one]
    tags = re.findall(r'<input [^>]*id="tags"[^>]*>', text)
    picked = re.findall(r'<select [^>]*id="event".*?</select>', text, re.DOTALL)
    return (
        marked,
        re.findall('value="([^"]*)"', tags[0]),
        re.findall('<option value="([^"]*)" selected', picked[0]) if picked else [],
    )


@pytest.mark.parametrize("htmx", [True, False])
def test_what_was_chosen_comes_back(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    event_id = an_open_event(session)
    told = typed(event_id, place=f"space:{OPEN_SPACE}", once="a")
    assert amina.post("/drafts", told, htmx=htmx).status_code == (200 if htmx else 303)
    assert rows(session, ABOUT) == [("decision", "nights, sleep", event_id)]
    assert stands_on(amina) == (["decision"], ["nights, sleep"], [str(event_id)])


@pytest.mark.parametrize("htmx", [True, False])
def test_the_button_for_later_keeps_it_too(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    event_id = an_open_event(session)
    amina.post(PAGE, typed(event_id, later="1", once="a"), htmx=htmx)
    assert rows(session, ABOUT) == [("decision", "nights, sleep", event_id)]
    assert count(session, Thread) == 0


def test_the_newest_choice_counts(amina: HouseClient, session: Session) -> None:
    event_id = an_open_event(session)
    place = f"space:{OPEN_SPACE}"
    amina.post("/drafts", typed(event_id, place=place, once="a"))
    amina.post("/drafts", {"text": "Begun.", "place": place, "once": "a", "conversation": "talk"})
    assert rows(session, ABOUT) == [("talk", "", None)]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"tags": "a, b, c, d, e, f, g"}, ("decision", "a, b, c, d, e, f, g", None)),
        ({"tags": "two words"}, ("decision", "two words", None)),
        ({"conversation": "quarrel"}, ("talk", "nights, sleep", None)),
        ({"event": "soon"}, ("decision", "nights, sleep", None)),
        ({"event": "9" * 30}, ("decision", "nights, sleep", None)),
        ({"event": "31337"}, ("decision", "nights, sleep", 31_337)),
    ],
)
def test_what_is_not_finished_is_kept(
    amina: HouseClient, session: Session, told: dict[str, str], kept: tuple[object, ...]
) -> None:
    answer = amina.post("/drafts", typed("", place=f"space:{OPEN_SPACE}", **told), htmx=True)
    assert (answer.status_code, rows(session, ABOUT)) == (200, [kept])
    assert stands_on(amina)[2] in ([], [""])


def test_an_event_that_is_not_to_be_seen_any_more_is_not_picked(
    amina: HouseClient, session: Session
) -> None:
    event_id, other = an_open_event(session), an_open_event(session)
    amina.post("/drafts", typed(event_id, place=f"space:{OPEN_SPACE}"))
    session.execute(update(Event).where(Event.id == event_id).values(published_at=None))
    session.commit()
    assert stands_on(amina)[2] in ([], [""])
    assert f'<option value="{other}"' in amina.get(PAGE).text


def test_sending_what_came_back_describes_the_thread(amina: HouseClient, session: Session) -> None:
    event_id = an_open_event(session)
    amina.post("/drafts", typed(event_id, title="T", place=f"space:{OPEN_SPACE}", once="a"))
    [kind], [tags], [event] = stands_on(amina)
    again = {"conversation": kind, "tags": tags, "event": event, "sequence": "1"}
    assert amina.post(PAGE, {"title": "T", "text": "Begun."} | again).status_code == 303
    assert rows(session, select(Thread.kind, Thread.event_id)) == [("decision", event_id)]
    tagged = rows(session, select(ThreadTag.tag).order_by(ThreadTag.tag))
    assert tagged == [("nights",), ("sleep",)]
    assert count(session, DraftChoices) == 0


def test_other_words_have_nothing_of_it(amina: HouseClient, session: Session) -> None:
    a_draft(session, AMINA, "thread:12")
    session.commit()
    assert rows(session, ABOUT) == [("talk", "", None)]
