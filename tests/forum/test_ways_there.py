"""What a thread or a space can do for people is one press away from it."""

from sqlalchemy.orm import Session

from core.clock import now
from forum.models import Space
from tests.cast import BEN, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread


def test_a_thread_leads_to_paper_and_its_box_to_pictures(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    text = amina.get(f"/threads/{thread.id}").text
    found = [text.count(f'href="{to}"') for to in (f"/threads/{thread.id}/print", "/pictures/new")]
    assert found == [1, 1]


def test_a_space_says_its_rules_and_who_may_follow_its_titles(
    amina: HouseClient, session: Session
) -> None:
    space = session.get_one(Space, OPEN_SPACE)
    session.commit()
    before = amina.get("/spaces/open").text
    space.ground_rules, space.titles_public, space.archived_at = "Be kind & brief.", True, now()
    session.commit()
    after = amina.get("/spaces/open").text
    for said in ("Be kind &amp; brief.", 'href="/spaces/open/feed"', "kept for reading"):
        assert (said in before, said in after) == (False, True)


def test_nothing_is_begun_in_a_space_kept_for_reading(amina: HouseClient, session: Session) -> None:
    session.get_one(Space, OPEN_SPACE).archived_at = now()
    session.commit()
    assert "/spaces/open/threads/new" not in amina.get("/spaces/open").text
    answer = amina.post("/spaces/open/threads/new", {"title": "A title", "text": "Zqkept."})
    assert (answer.status_code, ">\nZqkept.</textarea>" in answer.text) == (409, True)
