"""A picture's way through posts: written, edited out, quoted, taken back, held."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import picture as as_typed
from forum.models import Picture, Post, PostPicture
from tests.cast import BEN, CLOSED_SPACE
from tests.client import HouseClient
from tests.factories import a_picture, a_thread
from tests.reading import rows


def shown_by_posts(session: Session) -> list[tuple[int | None, int]]:
    """Which post, by its number, shows which picture."""
    return [
        (no, picture_id)
        for no, picture_id in rows(
            session,
            select(Post.no, PostPicture.picture_id)
            .join(PostPicture, PostPicture.post_id == Post.id)
            .order_by(Post.id),
        )
    ]


def line(picture: Picture) -> str:
    return f"See:\n\n{as_typed(picture.key, picture.alt)}\n"


def test_a_reply_with_a_picture(amina: HouseClient, carol: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    picture = a_picture(session)
    session.commit()
    assert carol.get(f"/pictures/{picture.key}").status_code == 404
    amina.post(f"/threads/{thread.id}/replies", {"text": line(picture)})
    assert shown_by_posts(session) == [(2, picture.id)]
    page = carol.get(f"/threads/{thread.id}").text
    [source] = re.findall(r'<img src="([^"]+)" alt="A red door." loading="lazy">', page)
    assert carol.get(source).get_data() == b"bytes of A red door."


def test_a_thread_that_begins_with_one(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    picture = a_picture(session)
    session.commit()
    amina.post("/spaces/closed/threads/new", {"title": "Ours", "text": line(picture)})
    assert shown_by_posts(session) == [(1, picture.id)]
    assert carol.get(f"/pictures/{picture.key}").status_code == 404


@pytest.mark.parametrize("how", ["edit", "withdrawal"])
def test_a_picture_goes_with_the_words(
    amina: HouseClient, ben: HouseClient, session: Session, how: str
) -> None:
    thread = a_thread(session, by=BEN)
    picture = a_picture(session)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": line(picture)})
    [(post_id,)] = rows(session, select(Post.id).where(Post.no == 2))
    assert ben.get(f"/pictures/{picture.key}").status_code == 200
    answer = amina.post(f"/posts/{post_id}/{how}", {"text": "No picture."})
    assert answer.status_code == 303
    assert shown_by_posts(session) == []
    assert ben.get(f"/pictures/{picture.key}").status_code == 404
    assert amina.get(f"/pictures/{picture.key}").status_code == 200


def test_an_edit_may_put_one_in(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    picture = a_picture(session)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": "Wait."})
    [(post_id,)] = rows(session, select(Post.id).where(Post.no == 2))
    amina.post(f"/posts/{post_id}/edit", {"text": line(picture)})
    assert shown_by_posts(session) == [(2, picture.id)]
    assert ben.get(f"/pictures/{picture.key}").status_code == 200


def test_a_line_that_is_pasted_elsewhere_carries_no_picture_out_of_a_group(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    picture = a_picture(session, by=BEN, thread=a_thread(session, by=BEN, space=CLOSED_SPACE))
    session.commit()
    assert amina.get(f"/pictures/{picture.key}").status_code == 200
    amina.post("/spaces/open/threads/new", {"title": "Look", "text": line(picture)})
    assert shown_by_posts(session) == [(1, picture.id)]
    assert carol.get(f"/pictures/{picture.key}").status_code == 404
    assert amina.get(f"/pictures/{picture.key}").status_code == 200
