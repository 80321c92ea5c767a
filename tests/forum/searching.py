"""What the tests of search start with: write a post, look for words."""

import re

from sqlalchemy.orm import Session

from forum.actions.posts import start_thread, write_reply
from forum.actions.writing import Written
from forum.models import Post
from tests.cast import BEN, OPEN_SPACE, Member
from tests.client import HouseClient


def start(session: Session, text: str, *, by: Member = BEN, title: str = "T", **told: bool) -> Post:
    return start_thread(session, by.identity(), OPEN_SPACE, title, Written(text, **told))  # type: ignore[arg-type]


def reply(session: Session, thread_id: int, text: str, by: Member = BEN) -> Post:
    return write_reply(session, by.identity(), thread_id, Written(text))


def found(client: HouseClient, looked_for: str) -> list[int]:
    """The numbers, in their threads, of the posts that a search shows."""
    text = client.get("/search", query_string={"q": looked_for}).text
    return [int(no) for no in re.findall(r'<h3><a href="/threads/\d+\?from=(\d+)#', text)]
