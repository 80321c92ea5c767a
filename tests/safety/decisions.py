"""What the tests of decisions share: what is sent, who was told what, where an item stands."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Notice
from safety.models import ReviewItem
from tests.reading import rows

HIDE = {"decision": "hidden", "picked": "private", "own_words": "Please leave out the <street>."}


def door(item_id: int) -> str:
    return f"/moderation/{item_id}/decision"


def told(session: Session) -> dict[int, list[tuple[str, str]]]:
    """What each person was told, and where it leads."""
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, words, url in rows(
        session, select(Notice.person_id, Notice.words, Notice.url).order_by(Notice.id)
    ):
        found.setdefault(person_id, []).append((words, url))
    return found


def state_of(session: Session) -> tuple[object, ...]:
    [row] = rows(
        session,
        select(
            *(ReviewItem.state, ReviewItem.version, ReviewItem.live),
            *(ReviewItem.decided_by_id, ReviewItem.reason),
        ),
    )
    return row
