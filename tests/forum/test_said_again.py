"""A page gone back to has its words in it again: sent once more, they are still one post."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from forum.models import Post, Thread
from forum.rules.posts import AGAIN_MINUTES
from tests.cast import BEN, DEV
from tests.client import HouseClient
from tests.factories import a_thread, first_post_of
from tests.reading import rows

WORDS = "Once is enough."
NUMBERS = select(Post.no).where(Post.markdown == WORDS).order_by(Post.no)
THREADS = select(Thread.id).where(Thread.title == "A title")


PAGES = count(1)


def press(client: HouseClient, path: str, **more: str) -> str:
    """Where the answer to another press leads, each from a page of its own."""
    typed = {"text": WORDS, "title": "A title", "once": f"page-{next(PAGES)}", **more}
    answer = client.post(path, typed)
    assert answer.status_code == 303
    return answer.headers["Location"].partition("#")[0]


def test_a_reply_sent_again_is_the_same(amina: HouseClient, session: Session) -> None:
    path = f"/threads/{a_thread(session, by=BEN).id}/replies"
    session.commit()
    assert press(amina, path) == press(amina, path)
    assert rows(session, NUMBERS) == [(2,)]


@pytest.mark.parametrize("more", [{"anonymous": "y"}, {"notes": "death"}, {"reply_to": "{first}"}])
def test_another_choice_makes_another_post(
    amina: HouseClient, session: Session, more: dict[str, str]
) -> None:
    thread = a_thread(session, by=BEN)
    path, first = f"/threads/{thread.id}/replies", first_post_of(session, thread)
    session.commit()
    press(amina, path)
    press(amina, path, **{name: told.format(first=first) for name, told in more.items()})
    assert rows(session, NUMBERS) == [(2,), (3,)]


def test_after_somebody_elses_words_they_are_new(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    path = f"/threads/{a_thread(session, by=BEN).id}/replies"
    session.commit()
    press(amina, path)
    press(ben, path)
    press(amina, path)
    assert rows(session, NUMBERS) == [(2,), (3,), (4,)]


def test_after_a_while_they_are_new(amina: HouseClient, session: Session) -> None:
    path = f"/threads/{a_thread(session, by=BEN).id}/replies"
    session.commit()
    press(amina, path)
    ago = now() - timedelta(minutes=AGAIN_MINUTES + 1)
    session.execute(update(Post).values(posted_at=ago))
    session.commit()
    press(amina, path)
    assert rows(session, NUMBERS) == [(2,), (3,)]


def test_a_thread_sent_again_is_the_same(amina: HouseClient, session: Session) -> None:
    path = "/spaces/open/threads/new"
    session.commit()
    assert press(amina, path) == press(amina, path)
    assert len(rows(session, THREADS)) == 1


def test_another_title_person_or_hour_makes_another_thread(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    path = "/spaces/open/threads/new"
    session.commit()
    press(amina, path)
    press(amina, path, title="Another title")
    press(dev, path)
    assert rows(session, select(Thread.author_id).where(Thread.title == "A title")) == [
        (1,),
        (DEV.id,),
    ]
    ago = now() - timedelta(minutes=AGAIN_MINUTES + 1)
    session.execute(update(Thread).values(started_at=ago))
    session.commit()
    press(amina, path)
    assert len(rows(session, THREADS)) == 3
