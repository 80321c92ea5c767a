"""A picture's way through posts: written, edited out, quoted, taken back, held."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import picture as as_typed
from forum.models import Picture, Post, PostPicture, Thread
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
    assert (
        html_of(session, "Look") == "<p>See:</p>\n<p><em>Picture not shown: A red door.</em></p>\n"
    )


def html_of(session: Session, title: str) -> str:
    [(html,)] = rows(session, select(Post.html).join(Thread).where(Thread.title == title))
    return str(html)


def test_what_is_taken_out_leaves_its_words_in_every_post(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    picture, stays = a_picture(session, alt='Tea & "cake" <b>'), a_picture(session, alt="Stays")
    session.commit()
    for client, title in ((amina, "Mine"), (ben, "Quoted")):
        text = line(picture) + (line(stays) if client is amina else "")
        client.post("/spaces/open/threads/new", {"title": title, "text": text})
    assert shown_by_posts(session) == [(1, picture.id), (1, stays.id), (1, picture.id)]
    pages = [f"/threads/{number}" for (number,) in rows(session, select(Thread.id))]
    assert [picture.key in ben.get(page).text for page in pages] == [True, True]
    amina.post(f"/pictures/{picture.key}/delete")
    words = '<em>Picture not shown: Tea &amp; "cake" &lt;b&gt;</em>'
    for page in pages:
        text = ben.get(page).text
        assert (picture.key in text, text.count(words)) == (False, 1)
    assert stays.key in html_of(session, "Mine")
    assert shown_by_posts(session) == [(1, stays.id)]


def test_a_key_that_somebody_made_up_is_no_picture(amina: HouseClient, session: Session) -> None:
    text = as_typed("k" * 22, "A dream")
    amina.post("/spaces/open/threads/new", {"title": "Look", "text": text})
    assert html_of(session, "Look") == "<p><em>Picture not shown: A dream</em></p>\n"


def test_a_new_name_keeps_the_pictures_as_they_are(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    """The post is rendered again, because it names Ben."""
    gone, stays = a_picture(session, alt="Gone"), a_picture(session, alt="Stays")
    session.commit()
    text = f"@Ben\n\n{line(gone)}\n{line(stays)}"
    amina.post("/spaces/open/threads/new", {"title": "Look", "text": text})
    amina.post(f"/pictures/{gone.key}/delete")
    before = html_of(session, "Look")
    ben.post("/account/name", {"display_name": "Benedict"})
    after = html_of(session, "Look")
    assert before != after == before.replace("Ben", "Benedict")
    assert (gone.key in after, stays.key in after) == (False, True)
    assert "<em>Picture not shown: Gone</em>" in after
