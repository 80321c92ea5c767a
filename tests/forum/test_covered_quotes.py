"""Quoted words are covered as the post that they come from, and give nothing away."""

import pytest
from sqlalchemy.orm import Session

from accounts.actions.mutes import mute_person
from forum.actions.posts import write_reply
from forum.actions.wishes import choose_notes, mute_word
from forum.actions.writing import Written
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV
from tests.client import HouseClient
from tests.factories import a_thread, first_post_of
from tests.forum.covered import where
from tests.forum.told import reply


def quoting(session: Session, post_id: int) -> str:
    """The address of a thread by Carol in which a post is quoted."""
    text = f"> [quote {post_id}]\n> zqquoted\n\nzqanswer"
    thread = a_thread(session, by=CAROL, text=text)
    session.commit()
    return f"/threads/{thread.id}"


@pytest.mark.parametrize(
    ("notes", "anonymous", "muted", "choice", "found"),
    [
        ("", False, False, "fold", "open"),
        ("", False, True, "fold", "covered"),
        ("", True, True, "fold", "open"),
        (" death ", False, False, "fold", "covered"),
        (" death ", False, False, "show", "open"),
        (" death ", True, True, "show", "open"),
        (" death ", True, False, "hide", "covered"),
    ],
)
def test_as_the_post_that_they_come_from(
    amina: HouseClient,
    ben: HouseClient,
    session: Session,
    *,
    notes: str,
    anonymous: bool,
    muted: bool,
    choice: str,
    found: str,
) -> None:
    if muted:
        mute_person(session, AMINA.id, BEN.id)
    choose_notes(session, AMINA.id, {"death": choice})
    elsewhere = a_thread(session, by=DEV)
    told = Written("zqquoted", notes=notes, anonymous=anonymous)
    post = write_reply(session, BEN.identity(), elsewhere.id, told)
    page = quoting(session, post.id)
    text = amina.get(page).text
    assert (where(text, "zqquoted"), where(text, "zqanswer")) == (found, "open")
    if muted and not anonymous:
        assert where(text, "<bdi>Ben") == "covered"
    on_paper = amina.get(f"{page}/text").text
    kept_out = choice == "hide" or (muted and not anonymous)
    assert ("zqquoted" in on_paper, "zqanswer" in on_paper) == (not kept_out, True)
    # One's own words stand open, wherever somebody quotes them.
    assert where(ben.get(page).text, "zqquoted") == "open"


def test_a_word_counts_in_a_quote_that_is_open(amina: HouseClient, session: Session) -> None:
    post = first_post_of(session, a_thread(session, by=BEN, text="zqquoted"))
    mute_word(session, AMINA.id, "zqquoted")
    text = amina.get(quoting(session, post)).text
    assert (where(text, "zqquoted"), where(text, "zqanswer")) == ("covered", "covered")


@pytest.mark.parametrize("door", ["", "/print", "/text"])
def test_a_cover_says_nothing_of_words_in_a_closed_quote(
    carol: HouseClient, amina: HouseClient, session: Session, door: str
) -> None:
    """Somebody could cover one word after another, and learn what is in a closed space."""
    closed = first_post_of(session, a_thread(session, by=BEN, space=CLOSED_SPACE, text="zqquoted"))
    page = quoting(session, closed)
    thread = int(page.rpartition("/")[2])
    reply(session, thread, f"> [quote {closed}]\n> zqquoted\n\nzqmine", by=DEV)
    for who in (AMINA, CAROL):
        mute_word(session, who.id, "zqquoted")
    session.commit()
    seen, unseen = amina.get(page + door).text, carol.get(page + door).text
    assert (where(seen, "zqmine"), where(unseen, "zqmine")) == (
        "absent" if door else "covered",
        "open",
    )


def test_who_took_it_back_is_not_said_of_somebody_muted(
    amina: HouseClient, ben: HouseClient, carol: HouseClient, session: Session
) -> None:
    post = reply(session, a_thread(session, by=DEV).id, "zqwords")
    mute_person(session, AMINA.id, BEN.id)
    session.commit()
    ben.post(f"/posts/{post.id}/withdrawal")
    page = f"/threads/{post.thread_id}"
    assert "Ben took this post back." in carol.get(page).text
    assert "Its author took this post back." in amina.get(page).text
