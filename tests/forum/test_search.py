"""What search finds of posts: what is live and open to the reader, as it is said now."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.mutes import block_person, mute_person
from core.db import Database
from forum.actions.changes import edit_post, withdraw_post
from forum.actions.search import index_thread
from forum.actions.states import approve_post, hide_post, note_post
from forum.actions.writing import Written
from forum.models import MuteWord, NoteChoice, Post, PostSearch, Thread
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.searching import found, reply, start


def indexed(session: Session) -> list[int]:
    session.expire_all()
    return list(session.scalars(select(PostSearch.id).order_by(PostSearch.id)))


def test_an_edited_post_is_found_by_what_it_says_now(amina: HouseClient, session: Session) -> None:
    post = start(session, "zqold words")
    session.commit()
    assert (found(amina, "zqold"), found(amina, "zqnew")) == ([1], [])
    edit_post(session, BEN.identity(), post.id, Written("zqnew words"))
    session.commit()
    assert (found(amina, "zqold"), found(amina, "zqnew words")) == ([], [1])


def test_a_hidden_post_is_found_by_nobody_until_it_is_shown_again(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    post = reply(session, a_thread(session, by=BEN).id, "zqreply")
    hide_post(session, DEV.id, post.id, "Not kind.")
    session.commit()
    assert [found(who, "zqreply") for who in (amina, ben)] == [[], []]
    assert post.id not in indexed(session)
    approve_post(session, DEV.id, post.id)
    session.commit()
    assert [found(who, "zqreply") for who in (amina, ben)] == [[2], [2]]


def test_of_a_withdrawn_post_nothing_stays_in_the_index(
    amina: HouseClient, session: Session
) -> None:
    post = reply(session, a_thread(session, by=BEN).id, "zqreply")
    withdraw_post(session, BEN.identity(), post.id)
    session.commit()
    assert found(amina, "zqreply") == found(amina, "author:Ben after:2020")[1:] == []
    assert post.id not in indexed(session)


def test_a_waiting_post_is_not_found_not_even_by_its_author(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=AMINA, title="zqtitle")
    post = start(session, "zqwaits", title="zqwaiting")
    session.execute(update(Post).where(Post.id == post.id).values(state="pending", no=None))
    session.execute(update(Thread).where(Thread.id == post.thread_id).values(last_post_no=0))
    session.commit()
    # It is still in the index: the row alone hides it.
    assert post.id in indexed(session)
    assert [found(who, "zqwaits") for who in (amina, ben)] == [[], []]
    index_thread(session, post.thread_id)
    index_thread(session, thread.id)
    session.commit()
    assert [found(who, "zqwaiting") for who in (amina, ben)] == [[], []]
    assert (found(amina, "zqtitle"), post.id in indexed(session)) == ([1], False)


STALE = {
    "hidden": update(Post).values(state="hidden"),
    "withdrawn": update(Post).values(state="withdrawn"),
    "thread hidden": update(Thread).values(hidden_at=Thread.started_at),
    "thread merged": update(Thread).values(merged_into_id=Thread.id + 1),
}


@pytest.mark.parametrize("name", STALE)
def test_the_rows_decide_whatever_the_index_says(
    amina: HouseClient, session: Session, name: str
) -> None:
    """Somebody changes the rows and forgets the index: still nothing comes out."""
    post = start(session, "zqpost", title="zqtitle")
    start(session, "zqother")
    session.commit()
    assert found(amina, "zqpost") == found(amina, "zqtitle") == [1]
    table = Post if name in {"hidden", "withdrawn"} else Thread
    number = post.id if table is Post else post.thread_id
    session.execute(STALE[name].where(table.id == number))
    session.commit()
    assert post.id in indexed(session)
    assert found(amina, "zqpost") == found(amina, "zqtitle") == []
    assert found(amina, "zqother") == [1]


def test_a_thread_is_found_by_its_title_while_any_post_can_be_read(
    amina: HouseClient, session: Session
) -> None:
    first = start(session, "One.", title="zqtitle")
    second = reply(session, first.thread_id, "Two.")
    session.commit()
    assert found(amina, "zqtitle") == found(amina, "in:title zqtitle") == [1]
    hide_post(session, DEV.id, first.id, "Not kind.")
    session.commit()
    assert found(amina, "zqtitle") == found(amina, "zqtitle two") == [2]
    approve_post(session, DEV.id, first.id)
    session.commit()
    assert (found(amina, "zqtitle"), found(amina, "zqtitle two")) == ([1], [])
    withdraw_post(session, BEN.identity(), first.id)
    withdraw_post(session, BEN.identity(), second.id)
    session.commit()
    assert found(amina, "zqtitle") == []


def test_an_anonymous_post_is_found_by_its_words_and_never_by_its_author(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    hidden = start(session, "zqwords", anonymous=True)
    start(session, "zqwords shown")
    session.commit()
    assert len(found(amina, "zqwords")) == 2
    for who in (amina, ben):
        assert len(found(who, "author:Ben zqwords")) == 1
    assert found(amina, "author:Ben zqwords -shown") == []
    assert found(ben, "author:me zqwords -shown") == []
    text = amina.get("/search?q=zqwords+-shown").text
    assert "by <bdi>Somebody here</bdi>" in text
    assert "Ben" not in text
    edit_post(session, BEN.identity(), hidden.id, Written("zqwords", anonymous=False))
    session.commit()
    assert found(amina, "author:Ben zqwords -shown") == [1]


@pytest.mark.parametrize("act", [mute_person, block_person])
def test_a_muted_person_is_left_out_and_their_anonymous_posts_are_not(
    amina: HouseClient, ben: HouseClient, session: Session, act: object
) -> None:
    """If those went too, everybody could learn whose they are."""
    start(session, "zqnamed")
    start(session, "zqhidden", anonymous=True)
    act(session, AMINA.id, BEN.id)  # type: ignore[operator]
    session.commit()
    assert (found(amina, "zqnamed"), found(amina, "zqhidden")) == ([], [1])
    assert found(ben, "zqnamed") == [1]


def test_content_notes_are_kept_as_each_reader_chose(
    amina: HouseClient, dev: HouseClient, grace: HouseClient, session: Session
) -> None:
    post = start(session, "zqwords that weigh")
    note_post(session, DEV.id, post.id, " death abuse ")
    for who, note, choice in (
        (DEV, "abuse", "show"),
        (DEV, "death", "show"),
        (GRACE, "abuse", "hide"),
        (GRACE, "death", "show"),
    ):
        session.add(NoteChoice(person_id=who.id, note=note, choice=choice))
    session.commit()
    assert [found(who, "zqwords") for who in (amina, dev, grace)] == [[1], [1], []]
    folded, shown = (who.get("/search?q=zqwords").text for who in (amina, dev))
    note = (
        "<p>Content note: death or bereavement, abuse or violence. The words are on the page.</p>"
    )
    assert (note in folded, "that weigh" in folded) == (True, False)
    assert (note in shown, "<mark>zqwords</mark> that weigh" in shown) == (False, True)


def test_muted_words_are_left_out_in_any_form_for_who_muted_them(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    start(session, "zqwords of the wards", title="One")
    start(session, "zqwords of home", title="The ward")
    start(session, "zqwords of rest", title="Three")
    session.add(MuteWord(person_id=AMINA.id, word_folded="ward", word="Ward"))
    session.commit()
    assert len(found(ben, "zqwords")) == 3
    assert len(found(amina, "zqwords")) == len(found(amina, "zqwords rest")) == 1


def test_the_quoted_words_of_another_post_are_not_this_posts(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    closed = a_thread(session, by=BEN, space=CLOSED_SPACE, text="zqsecret").id
    quoted = session.scalars(select(Post.id).where(Post.thread_id == closed)).one()
    start(session, f"> [quote {quoted}]\n> zqsecret\n\nzqanswer")
    session.commit()
    assert (len(found(amina, "zqsecret")), found(carol, "zqsecret")) == (1, [])
    assert found(carol, "zqanswer") == [1]


def test_a_reply_costs_the_index_one_row(session: Session, database: Database) -> None:
    post = start(session, "One.")
    session.commit()
    before = indexed(session)
    second = reply(session, post.thread_id, "Two.")
    session.commit()
    assert indexed(session) == [*before, second.id]
