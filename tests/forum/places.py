"""What the tests of discussions share: a space for organisers' words, and what an answer shows."""

import re

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forum.models import Space
from forum.rules.drafts import Place
from tests.cast import AMINA, BEN
from tests.factories import a_thread, first_post_of

NEWS = 3


def a_space_for_news(session: Session) -> None:
    """A space that everyone reads and organisers write in."""
    session.add(
        Space(
            id=NEWS,
            key="news",
            name="News",
            purpose="To tell.",
            group_id=None,
            writers="organisers",
            position=9,
        )
    )
    session.flush()


def posts_in(answer: TestResponse) -> list[int]:
    """The numbers of the posts that an answer shows, in order."""
    return [int(no) for no in re.findall(r'<article class="post" id="p(\d+)"', answer.text)]


def value_of(answer: TestResponse, name: str) -> str:
    """What a hidden control of an answer holds."""
    [found] = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', answer.text)
    return str(found)


def door(session: Session, kind: str) -> tuple[str, Place, dict[str, str]]:
    """Where the form goes, the place that its words are for, and what else it holds."""
    if kind == "thread":
        session.commit()
        return "/spaces/open/threads/new", Place("space", 1), {"title": "A title"}
    thread = a_thread(session, by=AMINA if kind == "change" else BEN)
    post_id = first_post_of(session, thread)
    session.commit()
    if kind == "change":
        return f"/posts/{post_id}/edit", Place("post", post_id), {}
    path = f"/threads/{thread.id}/replies"
    if kind == "answer":
        return path, Place("answer", post_id), {"reply_to": str(post_id)}
    return path, Place("thread", thread.id), {}


def box(answer: TestResponse) -> str:
    """What stands in the box."""
    [found] = re.findall(r'<textarea [^>]*name="text"[^>]*>\n([^<]*)</textarea>', answer.text)
    return str(found)
