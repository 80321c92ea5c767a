"""The page to merge a thread on: both are looked at first, and what can't be is said in words."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.clock import now
from forum.models import Space, Thread
from tests.cast import BEN, GRACE, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in
from tests.forum.test_merge_threads import two_threads
from tests.reading import rows


def test_the_page_shows_both_before_anything_is_done(dev: HouseClient, session: Session) -> None:
    source, target = two_threads(session)
    page = dev.get(f"/threads/{source}/merge?into=http://localhost/threads/{target}?page=1%23p2")
    assert f'after the last post of <a href="/threads/{target}">The one that stays</a>' in page.text
    assert f'<input type="hidden" name="into" value="{target}">' in page.text
    assert rows(session, select(Thread.merged_into_id)) == [(None,), (None,)]
    after = dev.follow(f"/threads/{source}/merge", {"into": str(target)})
    assert posts_in(after) == [1, 2, 3, 4, 5]
    assert "The two threads are one now." in after.text
    origin = f'Posts <a href="/threads/{target}?from=3#p3">3 to 5</a> came here from '
    assert f"{origin}<bdi>The one that goes</bdi>" in after.text


@pytest.mark.parametrize(
    "into", ["", " ", "twelve", "99999", "99999999999999999999", "/threads/", "/posts/1", "٣"]
)
def test_what_names_no_thread_is_asked_for_again(
    dev: HouseClient, session: Session, into: str
) -> None:
    source, _ = two_threads(session)
    answer = dev.post(f"/threads/{source}/merge", {"into": into})
    assert answer.status_code == 422
    assert 'id="into-error"' in answer.text
    assert f'value="{into.strip()}"' in answer.text or not into.strip()
    assert dev.get(f"/threads/{source}/merge?into={into}").status_code == 200


def test_a_thread_that_the_moderator_cannot_see_is_not_there(
    grace: HouseClient, session: Session
) -> None:
    source, _ = two_threads(session)
    hidden = a_thread(session, by=BEN, title="Nobody sees this")
    hidden.hidden_at = now()
    session.commit()
    answer = grace.post(f"/threads/{source}/merge", {"into": str(hidden.id)})
    assert (answer.status_code, "Nobody sees" in answer.text) == (422, False)


def test_a_refusal_comes_back_with_the_words(grace: HouseClient, session: Session) -> None:
    source, target = two_threads(session)
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(archived_at=now()))
    session.commit()
    answer = grace.post(f"/threads/{source}/merge", {"into": str(target)})
    assert answer.status_code == 409
    assert "That thread is kept for reading." in answer.text
    assert f'value="{target}"' in answer.text
    assert GRACE.id not in dict(rows(session, select(Notice.person_id, Notice.words)))
