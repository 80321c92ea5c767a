"""One thread: its pages, its anchors, and where somebody left off."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Post, ReadPosition
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.factories import a_thread
from tests.forum.places import posts_in, value_of


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", 1, 25),
        ("?page=1", 1, 25),
        ("?page=2", 26, 50),
        ("?page=3", 51, 51),
        ("?page=two", 1, 25),
        ("?from=1", 1, 25),
        ("?from=25", 1, 25),
        ("?from=26", 26, 50),
        ("?from=51", 51, 51),
        ("?from=9999999999999999999999", 51, 51),
        ("?from=-3", 1, 25),
        ("?from=x", 1, 25),
        ("?page=2&from=51", 26, 50),
    ],
)
def test_twenty_five_posts_a_page(
    amina: HouseClient, session: Session, query: str, first: int, last: int
) -> None:
    thread = a_thread(session, by=BEN, replies=50)
    session.commit()
    assert posts_in(amina.get(f"/threads/{thread.id}{query}")) == list(range(first, last + 1))


@pytest.mark.parametrize("page", ["0", "-1", "4", "99999999999999999999"])
def test_there_is_no_other_page(amina: HouseClient, session: Session, page: str) -> None:
    thread = a_thread(session, by=BEN, replies=50)
    session.commit()
    assert amina.get(f"/threads/{thread.id}?page={page}").status_code == 404


def test_the_pages_lead_to_each_other(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=50)
    session.commit()

    def links(page: int) -> list[tuple[str, str]]:
        text = amina.get(f"/threads/{thread.id}?page={page}").text
        return re.findall(r'rel="(prev|next)" href="([^"]+)"', text)

    path = f"/threads/{thread.id}?page="
    assert links(1) == [("next", f"{path}2")]
    assert links(2) == [("prev", f"{path}1"), ("next", f"{path}3")]
    assert links(3) == [("prev", f"{path}2")]


def test_the_composer_stands_on_the_last_page(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=25)
    session.commit()
    first, last = (amina.get(f"/threads/{thread.id}?page={page}") for page in (1, 2))
    assert 'id="composer"' not in first.text
    assert (
        f'<a href="/threads/{thread.id}?page=2#reply">Write a reply on the last page</a>'
        in first.text
    )
    assert 'id="composer"' in last.text
    assert value_of(last, "shown") == "26"


def test_each_post_can_be_pointed_at(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, replies=1)
    session.commit()
    text = amina.get(f"/threads/{thread.id}").text
    assert re.findall(r'<article class="post" id="(p\d+)" aria-labelledby="(p\d+-h)">', text) == [
        ("p1", "p1-h"),
        ("p2", "p2-h"),
    ]
    numbers = session.scalars(select(Post.id).order_by(Post.no)).all()
    assert re.findall(r'<a href="/posts/(\d+)">(post \d+)</a>', text) == [
        (str(numbers[0]), "post 1"),
        (str(numbers[1]), "post 2"),
    ]


def test_a_page_shows_the_stored_html_as_it_is(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN, title="A <b> & c", text="<script>alert(1)</script>")
    html = session.scalars(select(Post.html)).one()
    session.commit()
    text = amina.get(f"/threads/{thread.id}").text
    assert html in text
    assert "<h1>A &lt;b&gt; &amp; c</h1>" in text
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("read_to", "page", "shown"),
    [
        (10, 1, [*range(1, 11), "new", *range(11, 26)]),
        (1, 1, [1, "new", *range(2, 26)]),
        (24, 1, [*range(1, 25), "new", 25]),
        (25, 1, list(range(1, 26))),
        (30, 1, list(range(1, 26))),
        (30, 2, [*range(26, 31), "new", 31]),
        (25, 2, list(range(26, 32))),
        (10, 2, list(range(26, 32))),
        (31, 2, list(range(26, 32))),
        (None, 1, list(range(1, 26))),
    ],
)
def test_the_mark_stands_before_the_first_new_post(
    amina: HouseClient,
    session: Session,
    read_to: int | None,
    page: int,
    shown: list[int | str],
) -> None:
    thread = a_thread(session, by=BEN, replies=30)
    if read_to is not None:
        session.add(ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=read_to))
    session.commit()
    text = amina.get(f"/threads/{thread.id}?page={page}").text
    found = re.findall(r'<article class="post" id="p(\d+)"|<p class="new-since" id="(new)">', text)
    assert [mark or int(no) for no, mark in found] == shown


@pytest.mark.parametrize(("read_to", "link"), [(None, None), (12, 13), (30, 31), (31, None)])
def test_a_link_leads_to_the_first_new_post(
    amina: HouseClient, session: Session, read_to: int | None, link: int | None
) -> None:
    thread = a_thread(session, by=BEN, replies=30)
    if read_to is not None:
        session.add(ReadPosition(person_id=AMINA.id, thread_id=thread.id, no=read_to))
    session.commit()
    found = re.findall(
        r'<a href="([^"]+)">Go to the first new post</a>', amina.get(f"/threads/{thread.id}").text
    )
    assert found == ([f"/threads/{thread.id}?from={link}#p{link}"] if link else [])
