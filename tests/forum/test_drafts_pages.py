"""The doors for words not sent: saved as one types, listed, shown to their writer alone."""

import re

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.rate_limits import RateCount
from forum.actions.drafts import save_draft
from forum.models import Draft, Thread
from forum.rules.drafts import DRAFTS, Place, Unsent
from forum.rules.words import Choices
from programme.models import GroupMember
from tests.cast import AMINA, BEN, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_draft, a_thread, first_post_of
from tests.forum.places import value_of
from tests.reading import count, rows

WORDS = select(Draft.place, Draft.title, Draft.text, Draft.sequence)


def elsewhere(session: Session, place: Place, text: str, sequence: int) -> None:
    """On another device, somebody goes on."""
    save_draft(session, AMINA.id, Unsent(place, "", text, Choices(), sequence, "elsewhere"))
    session.commit()


def test_words_are_saved_as_they_are_typed(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"place": f"thread:{thread.id}", "text": "It *helps*.", "sequence": "0", "once": "a"}
    answer = amina.post("/drafts", typed, htmx=True)
    assert answer.status_code == 200
    assert answer.text.startswith('<p id="draft-status"')
    assert re.search(r"Saved at \d+(:\d\d)?(am|pm)\.|Saved at 12 noon\.", answer.text)
    assert value_of(answer, "sequence") == "1"
    # Nobody is told: it happens all the time.
    assert "HX-Trigger" not in answer.headers
    assert rows(session, WORDS) == [(f"thread:{thread.id}", "", "It *helps*.", 1)]


def test_without_a_script_it_leads_back_to_the_place(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"place": f"thread:{thread.id}", "text": "It helps."}
    page = amina.follow("/drafts", typed)
    assert "Your words are saved." in page.text
    assert ">\nIt helps.</textarea>" in page.text


def test_the_older_page_is_told_and_keeps_its_words(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    draft = a_draft(session, AMINA, f"thread:{thread.id}", text="Older.")
    session.commit()
    elsewhere(session, Place("thread", thread.id), "Newer.", 1)
    typed = {"place": f"thread:{thread.id}", "text": "Mine.", "sequence": "1", "once": "here"}
    answer = amina.post("/drafts", typed, htmx=True)
    assert answer.status_code == 409
    assert "A newer version of this was saved on another page or device." in answer.text
    assert f'href="/drafts/{draft.id}"' in answer.text
    assert 'name="later" value="2"' in answer.text
    assert 'name="sequence"' not in answer.text
    plain = amina.post("/drafts", typed)
    assert plain.status_code == 409
    assert ">\nMine.</textarea>" in plain.text
    assert rows(session, WORDS) == [(f"thread:{thread.id}", "", "Newer.", 2)]


def test_too_long_words_are_refused_and_never_cut(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"place": f"thread:{thread.id}", "text": "w" * 20_001}
    answer = amina.post("/drafts", typed, htmx=True)
    assert answer.status_code == 422
    assert "Not saved. This can be 20,000 characters at most. Please take out 1." in answer.text
    assert typed["text"] in amina.post("/drafts", typed).text
    assert count(session, Draft) == 0


def test_words_are_for_a_place_that_one_sees(carol: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    first = first_post_of(session, thread)
    session.commit()
    for place in (f"thread:{thread.id}", f"space:{CLOSED_SPACE}", f"answer:{first}", "thread:99"):
        assert carol.post("/drafts", {"place": place, "text": "Hm."}, htmx=True).status_code == 404
    # A change is for one's own posts.
    own = carol.post("/drafts", {"place": f"post:{first}", "text": "Hm."})
    assert own.status_code == 404
    for place in ("", "nowhere", "event:1"):
        assert carol.post("/drafts", {"place": place, "text": "Hm."}).status_code == 422
    assert count(session, Draft) == 0


def test_a_place_that_has_closed_does_not_stop_the_writer(
    ben: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=AMINA, space=CLOSED_SPACE, title="Ours alone")
    draft = a_draft(session, BEN, f"thread:{thread.id}", text="Half of it.")
    session.execute(delete(GroupMember).where(GroupMember.person_id == BEN.id))
    session.commit()
    typed = {"place": f"thread:{thread.id}", "text": "Half of it. And more.", "sequence": "1"}
    assert ben.post("/drafts", typed, htmx=True).status_code == 200
    listed = ben.get("/drafts").text
    assert "Half of it. And more." in listed
    assert "Words for a place that is not open to you now" in listed
    one = ben.get(f"/drafts/{draft.id}").text
    assert ">\nHalf of it. And more.</textarea>" in one
    assert ("Ours alone" in listed + one, "Go on writing" in listed + one) == (False, False)


def test_sixty_a_minute_and_then_quietly_no_more(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    typed = {"place": f"thread:{thread.id}", "once": "a"}
    amina.post("/drafts", {**typed, "text": "0"}, htmx=True)
    session.execute(update(RateCount).values(tries=DRAFTS.most))
    session.commit()
    answer = amina.post("/drafts", {**typed, "text": "0 1"}, htmx=True)
    assert answer.status_code == 429
    assert rows(session, select(Draft.text)) == [("0",)]


def test_the_list_shows_ones_own_and_leads_to_each_place(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, title="Sleep", replies=30)
    own = a_thread(session, by=AMINA, title="Tea")
    first, mine = first_post_of(session, thread), first_post_of(session, own)
    told = {
        f"thread:{thread.id}": ("Your reply in Sleep", f"/threads/{thread.id}?from=31#reply"),
        f"answer:{first}": ("Your answer to post 1 in Sleep", f"/posts/{first}/reply"),
        "space:1": ("A new thread in The open space", "/spaces/open/threads/new"),
        f"post:{mine}": ("A change to post 1 in Tea", f"/posts/{mine}/edit"),
    }
    for place in told:
        a_draft(session, AMINA, place, text=f"Words for {place}. " + "w " * 200)
    session.commit()
    page = amina.get("/drafts").text
    for place, (name, url) in told.items():
        assert name in page
        assert f'href="{url}"' in page
        assert f"Words for {place}. w w" in page
        opened = amina.get(url.partition("#")[0]).text
        assert f">\nWords for {place}. w w" in opened
        assert re.search(r"These are words you saved on \d+ \w+ \d{4}, [\d: nopam]+\.", opened)
    assert page.count("Remove<span") == 4
    assert "Words for" not in ben.get("/drafts").text


def test_somebody_elses_words_are_nowhere(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    draft = a_draft(session, AMINA, "space:1", title="Mine", text="Only mine.")
    session.commit()
    assert "Only mine." in amina.get(f"/drafts/{draft.id}").text
    assert ben.get(f"/drafts/{draft.id}").status_code == 404
    assert ben.post(f"/drafts/{draft.id}/discard").status_code == 404
    for page in ("/drafts", "/spaces/open/threads/new"):
        assert "Only mine." in amina.get(page).text
        assert "Only mine." not in ben.get(page).text


def test_start_again_empties_the_box(amina: HouseClient, session: Session) -> None:
    draft = a_draft(session, AMINA, "space:1", title="A title", text="Old words.")
    session.commit()
    assert "Start again" in amina.get("/spaces/open/threads/new").text
    page = amina.follow(f"/drafts/{draft.id}/discard", {"back": "place"})
    assert "Those words are gone." in page.text
    assert '<form id="new-thread"' in page.text
    assert ("Old words." in page.text, "A title" in page.text) == (False, False)
    assert count(session, Draft) == 0


def test_removing_leads_back_to_the_list(amina: HouseClient, session: Session) -> None:
    draft = a_draft(session, AMINA, "space:1")
    session.commit()
    page = amina.follow(f"/drafts/{draft.id}/discard")
    assert "There is nothing here just now." in page.text


def test_a_thread_that_is_gone_leaves_the_words(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    draft = a_draft(session, AMINA, f"thread:{thread.id}", text="Still here.")
    session.execute(update(Thread).values(hidden_at=thread.started_at))
    session.commit()
    assert ">\nStill here.</textarea>" in amina.get(f"/drafts/{draft.id}").text
