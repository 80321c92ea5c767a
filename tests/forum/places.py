"""What the tests of discussions share: a space for organisers' words, and what an answer shows."""

import re

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forum.models import Space

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
