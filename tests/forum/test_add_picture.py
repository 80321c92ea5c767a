"""The door that takes a picture: with words for it, once, small enough, and not too often."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.pictures import NOT_READ
from forum.models import Picture
from tests.cast import AMINA, BEN
from tests.client import HouseClient
from tests.forum.places import value_of
from tests.forum.sending import ALT, DOOR, error_at, typed
from tests.pictures import MARK, a_file, corner_colours, exif, four_corners, upload
from tests.reading import count, rows

AGAIN = "Choose the picture again. Your browser does not keep it."


def test_it_keeps_the_picture_made_anew(amina: HouseClient, session: Session) -> None:
    sent = a_file(four_corners(), "JPEG", exif=exif(orientation=3))
    assert MARK in sent
    answer = amina.post(DOOR, typed(sent))
    assert answer.status_code == 303
    [(key, person_id, alt, media_type, width, height, data)] = rows(
        session,
        select(
            *(Picture.key, Picture.person_id, Picture.alt, Picture.media_type),
            *(Picture.width, Picture.height, Picture.data),
        ),
    )
    assert answer.headers["Location"] == f"/account/pictures/{key}"
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", key)
    assert (person_id, alt, media_type, width, height) == (AMINA.id, ALT, "image/jpeg", 60, 40)
    assert MARK not in data
    assert corner_colours(data) == ["white", "blue", "lime", "red"]
    assert rows(session, select(AuditLine.person_id, AuditLine.what, AuditLine.thing)) == [
        (AMINA.id, "picture_added", "picture")
    ]


def test_the_page_it_leads_to_says_how_to_use_it(amina: HouseClient, session: Session) -> None:
    page = amina.follow(DOOR, typed(back="/threads/12?page=2#p30")).text
    [(key,)] = rows(session, select(Picture.key))
    assert ">Your picture is here.</div>" in page
    shown = "A red door, [ajar] &amp; *new*"
    assert f'src="/pictures/{key}" alt="{shown}" width="60" height="40"' in page
    [line] = re.findall(
        r'<textarea[^>]*id="picture-line"[^>]* readonly[^>]*>\n(.*?)</textarea>', page
    )
    assert line == rf"![A red door, \[ajar\] \&amp; *new*](/pictures/{key})"
    assert page.count('href="/threads/12?page=2#p30"') == 2


def test_htmx_is_led_to_the_same_page(amina: HouseClient, session: Session) -> None:
    answer = amina.post(DOOR, typed(back="/threads/12"), htmx=True)
    [(key,)] = rows(session, select(Picture.key))
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"/account/pictures/{key}?back=%2Fthreads%2F12"


@pytest.mark.parametrize("back", ["", "/", "https://x.org/", "//x.org", "/\\x.org", "javascript:a"])
def test_it_leads_back_to_our_own_pages_only(
    amina: HouseClient, session: Session, back: str
) -> None:
    page = amina.get("/pictures/new", query_string={"back": back})
    assert value_of(page, "back") == ""
    assert "Back to what you were writing" not in page.text
    answer = amina.post(DOOR, typed(back=back))
    [(key,)] = rows(session, select(Picture.key))
    assert answer.headers["Location"] == f"/account/pictures/{key}"
    shown = amina.get(f"/account/pictures/{key}", query_string={"back": back}).text
    assert "Back to what you were writing" not in shown


def test_the_page_to_add_one_says_whom_to_ask(amina: HouseClient) -> None:
    page = amina.get("/pictures/new?back=/threads/12")
    assert value_of(page, "back") == "/threads/12"
    assert "No photos of people who have not said yes." in page.text
    assert "Say what is in the picture, for people who can’t see it" in page.text
    assert 'accept="image/jpeg,image/png,image/webp,image/gif"' in page.text
    # What stands before the file can be given back when the file is too large.
    assert page.text.index('name="alt"') < page.text.index('name="picture"')


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("alt", ["", "  \n ", "\u200e\u2066"])
def test_a_picture_needs_words(
    amina: HouseClient, session: Session, alt: str, *, htmx: bool
) -> None:
    answer = amina.post(DOOR, typed(alt=alt), htmx=htmx)
    assert answer.status_code == 422
    assert error_at(answer.text, "alt") == ["Say what is in the picture."]
    # With htmx the chosen file stays on the page; without, the browser has let it go.
    assert (" hx-preserve" in answer.text) is htmx
    assert error_at(answer.text, "picture") == ([] if htmx else [AGAIN])
    assert count(session, Picture) == 0


@pytest.mark.parametrize("htmx", [True, False])
def test_too_many_words_come_back(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    answer = amina.post(DOOR, typed(alt="word " * 70), htmx=htmx)
    assert answer.status_code == 422
    assert error_at(answer.text, "alt") == [
        "This can be 300 characters at most. Please take out 49."
    ]
    assert f">\n{('word ' * 70).strip()}</textarea>" in answer.text
    assert count(session, Picture) == 0


def test_words_become_one_line(amina: HouseClient, session: Session) -> None:
    amina.post(DOOR, typed(alt=" Two lines\r\n\r\n of \u202ewords "))
    assert rows(session, select(Picture.alt)) == [("Two lines of words",)]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a picture."),
        ({"picture": (upload(b"")[0], "")}, "Choose a picture."),
        ({"picture": "words and no file"}, "Choose a picture."),
        ({"picture": upload(b"", "photo.jpg")}, NOT_READ),
        ({"picture": upload(b"<html><script>alert(1)</script>", "photo.png")}, NOT_READ),
        ({"picture": upload(a_file()[:60], "photo.png")}, NOT_READ),
    ],
    ids=["none", "no name", "words", "empty", "a page", "half"],
)
def test_what_is_no_picture_is_told_so(
    amina: HouseClient, session: Session, sent: dict[str, Any], sentence: str, *, htmx: bool
) -> None:
    fresh = {
        name: upload(v[0].getvalue(), v[1]) if isinstance(v, tuple) else v
        for name, v in sent.items()
    }
    answer = amina.post(DOOR, {"once": "abc-1", "alt": ALT, **fresh}, htmx=htmx)
    assert answer.status_code == 422
    assert error_at(answer.text, "picture") == [sentence]
    assert "A red door, [ajar] &amp; *new*</textarea>" in answer.text
    assert "hx-preserve" not in answer.text
    assert count(session, Picture) == 0


def test_twice_is_once(amina: HouseClient, session: Session) -> None:
    first = amina.post(DOOR, typed()).headers["Location"]
    again = amina.post(DOOR, typed()).headers["Location"]
    assert (first == again, count(session, Picture)) == (True, 1)
    assert len(rows(session, select(AuditLine.id))) == 1


@pytest.mark.parametrize(
    "other",
    [{"once": "abc-2"}, {"once": ""}, {"alt": "Other words"}, {"picture": None}],
    ids=["another page", "no mark", "other words", "another file"],
)
def test_something_else_is_another(
    amina: HouseClient, session: Session, other: dict[str, Any]
) -> None:
    if "picture" in other:
        other = {"picture": upload(a_file(four_corners((20, 20))))}
    amina.post(DOOR, typed())
    amina.post(DOOR, typed(**other))
    assert count(session, Picture) == 2


def test_somebody_elses_mark_is_theirs(
    amina: HouseClient, ben: HouseClient, session: Session
) -> None:
    amina.post(DOOR, typed())
    ben.post(DOOR, typed())
    owners = rows(session, select(Picture.person_id).order_by(Picture.id))
    assert owners == [(AMINA.id,), (BEN.id,)]
