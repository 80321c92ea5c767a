"""A thread on paper and as text, and the feed of titles of a space that allows one."""

from xml.etree.ElementTree import fromstring

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.clock import day_and_time
from forum.actions.posts import write_reply
from forum.actions.states import hide_post
from forum.actions.writing import Written
from forum.models import Space, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread

ATOM = "{http://www.w3.org/2005/Atom}"


def a_talk(session: Session, space: int = OPEN_SPACE) -> Thread:
    """Three posts: plain, with everything chosen, and hidden."""
    thread = a_thread(session, by=BEN, space=space, title="Tea & toast", text="First *words*.")
    told = Written("Second.", anonymous=True, speaking_as="carer", notes=" death ")
    write_reply(session, AMINA.identity(), thread.id, told)
    third = write_reply(session, BEN.identity(), thread.id, Written("Zqthird."))
    hide_post(session, DEV.id, third.id, "Unkind.")
    session.commit()
    return thread


def test_the_text_is_the_thread(amina: HouseClient, session: Session) -> None:
    thread = a_talk(session)
    answer = amina.get(f"/threads/{thread.id}/text")
    when = day_and_time(thread.last_posted_at)
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="thread-{thread.id}.txt"'
    )
    assert answer.text.split("\n") == [
        "Tea & toast",
        "In The open space",
        "",
        "",
        f"--- Post 1: Ben, {when}",
        "",
        "First words.",
        "",
        "",
        f"--- Post 2: Somebody here, speaking as a carer, {when}",
        "Content note: death or bereavement.",
        "",
        "Second.",
        "",
    ]


def test_the_printed_page_has_nothing_to_press(amina: HouseClient, session: Session) -> None:
    thread = a_talk(session)
    text = amina.get(f"/threads/{thread.id}/print").text
    main = text.partition("<main")[2].partition("</main>")[0]
    assert ("<button" in main, "<form" in main, "Zqthird" in main) == (False, False, False)
    assert main.count('<article class="printed"') == 2


@pytest.mark.parametrize("what", ["print", "text"])
def test_an_outsider_finds_nothing(carol: HouseClient, session: Session, what: str) -> None:
    thread = a_talk(session, CLOSED_SPACE)
    assert carol.get(f"/threads/{thread.id}/{what}").status_code == 404
    assert carol.get(f"/threads/{thread.id}/{what}?part=2").status_code == 404


def test_a_feed_tells_titles_and_nothing_else(visitor: HouseClient, session: Session) -> None:
    thread = a_talk(session)
    a_thread(session, by=BEN, title="Zqtitle", text="Hard.")
    hard = session.query(Thread).filter_by(title="Zqtitle").one()
    hard.notes = " suicide "
    session.get_one(Space, OPEN_SPACE).titles_public = True
    session.commit()
    answer = visitor.get("/spaces/open/feed")
    assert answer.mimetype == "application/atom+xml"
    feed = fromstring(answer.data)  # noqa: S314 - our own
    told = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert told == [
        ("Content note: suicide", "1 post. Members can read them."),
        ("Tea & toast", "3 posts. Members can read them."),
    ]
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert links[2] == f"http://localhost/threads/{thread.id}"
    assert [word for word in ("Ben", "First", "Zq", "Amina") if word in answer.text] == []


@pytest.mark.parametrize("key", ["open", "closed", "nowhere"])
def test_other_spaces_have_no_feed(visitor: HouseClient, amina: HouseClient, key: str) -> None:
    assert [who.get(f"/spaces/{key}/feed").status_code for who in (visitor, amina)] == [404, 404]


def test_a_closed_space_can_have_none(session: Session) -> None:
    session.get_one(Space, CLOSED_SPACE).titles_public = True
    with pytest.raises(IntegrityError):
        session.flush()
