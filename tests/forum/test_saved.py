"""Saved posts: kept once, found again, and without a word when they are not open any more."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.clock import now
from core.db import Database
from forum.actions.changes import withdraw_post
from forum.actions.marks import save_post, unsave_post
from forum.actions.posts import write_reply
from forum.actions.states import approve_post, hide_post
from forum.actions.writing import Written
from forum.models import Post, SavedPost, Thread
from programme.models import GroupMember
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV
from tests.client import HouseClient
from tests.factories import a_thread, first_post_of
from tests.forum.test_numbering import at_once
from tests.reading import count, rows

GONE = "A post you saved is not open to you any more"


def a_post(session: Session, **told: object) -> int:
    """The number of a post by Ben, which stands alone in its thread."""
    found = first_post_of(session, a_thread(session, by=BEN, **told))  # type: ignore[arg-type]
    session.commit()
    return found


def kept(session: Session) -> list[tuple[object, ...]]:
    columns = (SavedPost.person_id, SavedPost.post_id)
    return rows(session, select(*columns).order_by(*columns))


def listed(client: HouseClient, path: str = "/saved") -> list[str]:
    return re.findall(r'<li class="thread">\s*<h2>(?:<a [^>]*>)?([^<]+)', client.get(path).text)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("pressed", "left"),
    [
        (["save"], True),
        (["save", "save"], True),
        (["unsave"], False),
        (["save", "unsave"], False),
        (["save", "unsave", "unsave"], False),
        (["save", "unsave", "save"], True),
    ],
)
def test_what_is_left(
    amina: HouseClient, session: Session, pressed: list[str], left: bool, *, htmx: bool
) -> None:
    post = a_post(session)
    for verb in pressed:
        answer = amina.post(f"/posts/{post}/{verb}", htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
    assert kept(session) == ([(AMINA.id, post)] if left else [])
    assert listed(amina) == (["A thread, post 1"] if left else [])


def test_each_press_says_what_happened_and_offers_the_way_back(
    amina: HouseClient, session: Session
) -> None:
    post = a_post(session)
    page = f"/posts/{post}/options"
    here = f"saving-{post}"
    for verb, says, then in (
        ("save", "Saved. Only you can see that.", "unsave"),
        ("unsave", "It is not among your saved posts any more.", "save"),
    ):
        assert f'id="{here}-{verb}"' in amina.get(page).text
        answer = amina.post(f"/posts/{post}/{verb}", htmx=True)
        assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": says}}
        assert answer.text.startswith(f'<div id="{here}"')
        assert f'<p id="{here}-words" tabindex="-1" data-focus>' in answer.text
        assert re.findall(rf'id="{here}-(\w+)" class="govuk-button', answer.text) == [then]


def test_the_last_saved_come_first_each_once(amina: HouseClient, session: Session) -> None:
    """Ten moments, six posts each: every page ends in the middle of a tie."""
    posts = [
        first_post_of(session, a_thread(session, by=BEN, title=f"T{number}"))
        for number in range(60)
    ]
    moment = now()
    for number, post in enumerate(posts):
        save_post(session, AMINA.id, post)
        session.execute(
            update(SavedPost)
            .where(SavedPost.post_id == post)
            .values(saved_at=moment - timedelta(minutes=number % 10))
        )
    session.commit()
    order = sorted(enumerate(posts), key=lambda told: (told[0] % 10, -told[1]))
    seen: list[list[str]] = []
    path: str | None = "/saved"
    while path:
        seen.append(listed(amina, path))
        older = re.findall(r'rel="next" href="([^"]+)"', amina.get(path).text)
        path = older[0] if older else None
    assert [len(page) for page in seen] == [25, 25, 10]
    assert [title for page in seen for title in page] == [
        f"T{number}, post 1" for number, _ in order
    ]


def test_a_row_shows_the_beginning_and_leads_to_the_place(
    amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, title="Tea & toast", text="Some *words* & more. " * 40)
    write_reply(session, BEN.identity(), thread.id, Written("Mine.", anonymous=True))
    first, second = session.scalars(select(Post.id).order_by(Post.no))
    save_post(session, AMINA.id, second)
    save_post(session, AMINA.id, first)
    session.commit()
    text = amina.get("/saved").text
    assert re.findall(r'<h2><a href="([^"]+)">([^<]+)</a>', text) == [
        (f"/threads/{thread.id}?page=1#p1", "Tea &amp; toast, post 1"),
        (f"/threads/{thread.id}?page=1#p2", "Tea &amp; toast, post 2"),
    ]
    assert re.findall(r"<span>by <bdi>([^<]+)</bdi>", text) == ["Ben", "Somebody here"]
    first_words, second_words = re.findall(r"</p>\n<p>([^<]+)</p>", text)
    assert first_words.startswith("Some words &amp; more. Some words")
    assert first_words.endswith("…")
    assert (len(first_words) < 300, second_words) == (True, "Mine.")


def test_what_is_not_open_any_more_shows_no_word(amina: HouseClient, session: Session) -> None:
    hidden, withdrawn, lost, closed, open_post = (
        a_post(session, title=f"zq{name}title", text=f"zq{name}words", space=space)
        for name, space in (
            *(("hidden", 1), ("withdrawn", 1), ("lost", 1)),
            *(("closed", CLOSED_SPACE), ("open", 1)),
        )
    )
    for post in (hidden, withdrawn, lost, closed, open_post):
        save_post(session, AMINA.id, post)
    session.commit()
    assert len(set(re.findall("zq[a-z]+", amina.get("/saved").text))) == 10
    hide_post(session, DEV.id, hidden, "Not here.")
    withdraw_post(session, BEN.identity(), withdrawn)
    session.execute(
        update(Thread)
        .where(Thread.id == select(Post.thread_id).where(Post.id == lost).scalar_subquery())
        .values(hidden_at=now())
    )
    session.execute(delete(GroupMember).where(GroupMember.person_id == AMINA.id))
    session.commit()
    text = amina.get("/saved").text
    assert sorted(set(re.findall("zq[a-z]+", text))) == ["zqopentitle", "zqopenwords"]
    assert text.count(f"<h2>{GONE}</h2>") == 4
    assert "Ben" not in re.sub(r"<li class=.thread.>\s*<h2><a.*?</li>", "", text, flags=re.S)


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_not_open_any_more_can_be_taken_out(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    post = a_post(session, text="zqwords")
    amina.post(f"/posts/{post}/save")
    hide_post(session, DEV.id, post, "Not here.")
    session.commit()
    assert amina.post(f"/posts/{post}/save", htmx=htmx).status_code == 404
    answer = amina.post(f"/posts/{post}/unsave", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert kept(session) == []
    assert ("zqwords" in answer.text, "<button" in answer.text) == (False, False)
    assert amina.post(f"/posts/{post}/unsave", htmx=htmx).status_code == 404
    approve_post(session, DEV.id, post)
    session.commit()
    assert amina.post(f"/posts/{post}/save").status_code == 303


@pytest.mark.parametrize("verb", ["save", "unsave"])
def test_an_outsider_finds_nothing(
    carol: HouseClient, amina: HouseClient, session: Session, verb: str
) -> None:
    post = a_post(session, space=CLOSED_SPACE)
    assert carol.post(f"/posts/{post}/{verb}").status_code == 404
    assert kept(session) == []
    assert amina.post(f"/posts/{post}/{verb}").status_code == 303


def test_nobody_else_knows(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    post = a_post(session)
    before = count(session, AuditLine)
    page = ben.get(f"/posts/{post}/options").text
    amina.post(f"/posts/{post}/save")
    assert ben.get(f"/posts/{post}/options").text == page
    assert (listed(ben), count(session, AuditLine)) == ([], before)


def test_many_presses_at_once_save_once(database: Database, session: Session) -> None:
    post = a_post(session)
    crowd = (AMINA, CAROL)
    assert at_once(database, lambda own, n: save_post(own, crowd[n % 2].id, post)) == []
    assert kept(session) == [(AMINA.id, post), (CAROL.id, post)]
    assert at_once(database, lambda own, n: unsave_post(own, AMINA.id, post)) == []
    assert kept(session) == [(CAROL.id, post)]
