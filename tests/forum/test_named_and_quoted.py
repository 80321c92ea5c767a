"""Names after an "@" and quoted words: right after a new name, and open to those who may read."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.actions.posts import write_reply
from forum.actions.states import hide_post
from forum.actions.writing import Written
from forum.models import Mention, Post, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, OPEN_SPACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows

CLOSED = "The words quoted here are not open to you, or are no longer there."


def test_a_mention_follows_somebody_to_a_new_name(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    amina.post(f"/threads/{thread.id}/replies", {"text": "Ask @ben, or @nobody."})
    assert f'Ask <a href="/people/{BEN.id}"' in amina.get(f"/threads/{thread.id}").text
    ben.post("/account/name", {"display_name": "Benedict"})
    text = amina.get(f"/threads/{thread.id}").text
    assert re.findall(r">(@\w+)</a>, or (@\w+)\.", text) == [("@Benedict", "@nobody")]
    [(post_id, kept)] = rows(session, select(Post.id, Post.markdown).where(Post.no == 2))
    assert kept == "Ask @ben, or @nobody."
    assert rows(session, select(Mention.name_folded, Mention.person_id)) == [("ben", BEN.id)]
    # And it still does after an edit, although nobody is called that any more.
    amina.post(f"/posts/{post_id}/edit", {"text": "Do ask @ben, or @nobody."})
    assert "@Benedict</a>, or @nobody." in amina.get(f"/threads/{thread.id}").text


def test_the_box_brings_the_words_to_quote(amina: HouseClient, session: Session) -> None:
    a_thread(session, by=BEN, text="Some *good* words.")
    session.commit()
    [(post_id,)] = rows(session, select(Post.id))
    page = amina.get(f"/posts/{post_id}/reply?quote=1").text
    assert f">\n&gt; [quote {post_id}]\n&gt; Some good words.\n" in page
    assert f'name="reply_to" value="{post_id}"' in page
    assert "[quote" not in amina.get(f"/posts/{post_id}/reply").text


def a_quote(session: Session, quoted_space: int, quoting_space: int) -> tuple[int, int]:
    """A post that is quoted in another thread: its number, and the thread's."""
    source = a_thread(session, by=BEN, space=quoted_space, text="Zqsecret words.")
    post_id = session.scalars(select(Post.id).where(Post.thread_id == source.id)).one()
    thread = a_thread(session, by=AMINA, space=quoting_space)
    words = f"> [quote {post_id}]\n> Zqsecret words.\n\nI agree."
    write_reply(session, AMINA.identity(), thread.id, Written(words, reply_to_id=post_id))
    session.commit()
    return post_id, thread.id


def test_quoted_words_are_open_to_those_who_may_read_them(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    post_id, thread_id = a_quote(session, CLOSED_SPACE, OPEN_SPACE)
    mine = amina.get(f"/threads/{thread_id}").text
    assert f'<bdi>Ben</bdi>, <a href="/posts/{post_id}">post 1</a>:' in mine
    assert ("Zqsecret" in mine, CLOSED in mine) == (True, False)
    hers = carol.get(f"/threads/{thread_id}").text
    assert ("Zqsecret" in hers, CLOSED in hers, "I agree." in hers) == (False, True, True)


@pytest.mark.parametrize("path", ["options", "reply", "history"])
def test_nor_do_they_stand_on_the_pages_of_the_post(
    amina: HouseClient, carol: HouseClient, session: Session, path: str
) -> None:
    _, thread_id = a_quote(session, CLOSED_SPACE, OPEN_SPACE)
    [(quoting,)] = rows(session, select(Post.id).where(Post.thread_id == thread_id, Post.no == 2))
    found = ["Zqsecret" in client.get(f"/posts/{quoting}/{path}").text for client in (amina, carol)]
    assert found == [True, False]


@pytest.mark.parametrize("how", ["hidden", "withdrawn", "closed later"])
def test_words_that_are_gone_are_gone_from_quotes(
    amina: HouseClient, ben: HouseClient, carol: HouseClient, session: Session, how: str
) -> None:
    post_id, thread_id = a_quote(session, OPEN_SPACE, OPEN_SPACE)
    assert "Zqsecret" in carol.get(f"/threads/{thread_id}").text
    if how == "hidden":
        hide_post(session, DEV.id, post_id, "Unkind.")
    elif how == "closed later":
        source = session.get_one(Thread, session.get_one(Post, post_id).thread_id)
        source.space_id = CLOSED_SPACE
    session.commit()
    if how == "withdrawn":
        ben.post(f"/posts/{post_id}/withdrawal")
    text = carol.get(f"/threads/{thread_id}").text
    assert ("Zqsecret" in text, CLOSED in text) == (False, True)
