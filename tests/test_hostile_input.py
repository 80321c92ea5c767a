"""Ten thousand hostile strings through the real doors: no failure, no script, nothing slow."""

import random
from collections.abc import Sequence

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.db import Database
from forum.models import Post, Thread
from tests import group_doors, space_doors, thread_doors
from tests.client import HouseClient, faults_of
from tests.corpora import naughty
from tests.doors import Door, doors
from tests.hostile import escaped, forget_tries, send, send_form, words
from tests.reading import rows
from tests.world import MISSING, World, a_world

EXAMPLES = 40
#: Every field of every form, posted to every door: most are not asked for there.
FIELDS = (
    *("title", "text", "once", "shown", "comes_as", "rating", "worked_well", "would_change"),
    *("present", "display_name", "address", "roles", "keep", "next", "about", "from_where"),
    *("challenge", "interest", "done", "lasts", "alt", "back"),
    *("kind", "undo", "level", "to", "until", "word", "covered", "note_death"),
    *("category", "more", "decision", "picked", "own_words", "days", "told_why", "version"),
    *thread_doors.TYPED,
    *space_doors.TYPED,
    *group_doors.TYPED,
)
A_FILE = (
    b'--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\nhello\r\n--x--\r\n'
)
#: Doors that would sign the sender out or take them out of a group, or take a tenth of a second
#: for a password on purpose.
APART = {
    "accounts.sign_out",
    "accounts.change_password",
    "accounts.end_sign_in",
    "programme.leave_group",
}
#: Doors that read no form, so that what is sent along is never read; and doors not open to Amina.
WITHOUT_A_FORM = {
    *("bookings.give_up_place", "bookings.leave_waiting_list"),
    *("accounts.read_notice", "accounts.read_all_notices", "programme.remove_entry"),
    *("forum.withdraw_post", "forum.save_post", "forum.unsave_post"),
    "accounts.end_break",
    "forum.delete_picture",
}
FOR_OTHERS = {
    *("bookings.mark_attendance", "accounts.invite_person", "forum.note_post"),
    # The person in the address is the sender, and the post is theirs.
    "forum.react_to_post",
    *("accounts.mute_person", "accounts.unmute_person"),
    *("accounts.block_person", "accounts.unblock_person"),
    *(f"safety.{verb}_item" for verb in ("claim", "release", "decide", "reopen")),
    *("safety.restrict_author", "safety.end_restriction"),
    *thread_doors.EMPTY,
    *space_doors.EMPTY,
    *(set(group_doors.EMPTY) - group_doors.MEMBERS_DOORS),
}

many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(session: Session) -> World:
    found = a_world(session)
    session.commit()
    return found


def posts(app: Flask) -> list[Door]:
    return [door for door in doors(app) if door.method == "POST" and door.endpoint not in APART]


def test_random_words_in_every_form(
    app: Flask, grace: HouseClient, database: Database, world: World
) -> None:
    """40 examples × 14 fields × 14 doors: 7,840 strings."""
    sent = 0

    @many
    @given(st.lists(words, min_size=len(FIELDS), max_size=len(FIELDS)))
    def run(chosen: Sequence[str]) -> None:
        nonlocal sent
        forget_tries(database)
        for door in posts(app):
            values = {**world.open, "token": MISSING["token"]}
            send_form(grace, door.address(values), dict(zip(FIELDS, chosen, strict=True)))
            sent += len(FIELDS)

    run()
    assert sent >= EXAMPLES * 14 * 14


def test_random_words_in_every_address(app: Flask, amina: HouseClient, world: World) -> None:
    """40 examples × every GET door, with three parameters each and every name in the address."""
    gets = [door for door in doors(app) if door.method == "GET"]
    sent = 0

    @many
    @given(st.lists(words, min_size=4, max_size=4))
    def run(chosen: Sequence[str]) -> None:
        nonlocal sent
        first, *rest = (escaped(text) for text in chosen)
        query = "&".join(
            f"{name}={value}" for name, value in zip(("q", "after", "page"), rest, strict=True)
        )
        for door in gets:
            if door.names:
                send(amina, "GET", door.address(dict.fromkeys(door.names, first)))
            send(amina, "GET", f"{door.address(world.open)}?{query}&from={first}&next={first}")
            sent += 5 + bool(door.names)

    run()
    assert sent >= EXAMPLES * len(gets) * 5


def test_the_naughty_strings_in_title_text_name_and_search(
    amina: HouseClient, ben: HouseClient, database: Database, session: Session, world: World
) -> None:
    """461 strings × four fields; what was kept is shown on a page that parses, without a script."""
    strings = naughty()
    assert len(strings) == 461
    for number, text in enumerate(strings):
        if number % 5 == 0:
            forget_tries(database)
        thread = {"title": text or "Empty", "text": text or "Empty", "once": ""}
        assert send_form(amina, "/spaces/open/threads/new", thread) in {303, 422}
        assert send_form(ben, "/account/name", {"display_name": text}) in {303, 409, 422}
        assert send(amina, "GET", f"/search?q={escaped(text)}") == 200
    kept = [thread_id for (thread_id,) in rows(session, select(Thread.id))]
    assert len(kept) > 430
    for thread_id in kept:
        page = amina.browser.get(f"/threads/{thread_id}").get_data(as_text=True)
        assert faults_of(page, fragment=False) == []
    [(name,)] = rows(session, select(Person.display_name).where(Person.id == 2))
    assert name != "Ben"


@pytest.mark.parametrize(
    "text",
    [
        "> " * 9_999,
        "[" * 19_999,
        "![" * 9_999,
        "*a " * 6_600,
        "**" * 9_999 + "a",
        "_" * 19_999,
        "`" * 19_999,
        "".join(f"{'  ' * depth}- a\n" for depth in range(130)),
        "1. " * 6_600,
        "<" * 19_999,
        "<a " * 6_600,
        "[a](" * 4_999,
        "](" * 9_999,
        "&" * 19_999,
        "a\n" * 9_999,
        "#" * 19_999,
        "\\" * 19_999,
        "http://" * 2_850,
        "a" + "\u0301" * 19_998,
        "x\n===\n" * 3_000,
        "|" * 19_999,
        "[a]: b\n" * 2_850,
        "<!-- " * 3_999,
        "*" * 10 + "a" + "*" * 10 + " " * 19_000 + "b",
    ],
    ids=lambda text: text[:4].strip(),
)
def test_deep_nesting_is_quick(
    amina: HouseClient, session: Session, world: World, text: str
) -> None:
    path = f"/threads/{world.open['thread_id']}/replies"
    assert len(text) <= 20_000
    assert send_form(amina, path, {"text": text, "once": ""}) == 303
    assert send(amina, "GET", f"/threads/{world.open['thread_id']}") == 200
    [(kept,)] = rows(session, select(Post.markdown).where(Post.no == 5))
    assert kept[0] == text[0]


def test_ten_megabytes_are_too_much(app: Flask, amina: HouseClient, world: World) -> None:
    for door in posts(app):
        answer = amina.post(door.address(world.open), {"text": "w" * 10_000_000})
        if door.endpoint in WITHOUT_A_FORM:
            assert answer.status_code == 303
        elif door.endpoint in FOR_OTHERS:
            assert answer.status_code == 403
        else:
            assert answer.status_code == 413, door
            assert "That is too much at once" in answer.text


def test_other_kinds_of_body_are_no_failure(app: Flask, amina: HouseClient, world: World) -> None:
    bodies = (
        ("application/json", b'{"text": "hello", "title": ["a"]}'),
        ("application/json", b"{"),
        ("text/plain", b"text=hello"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
        ("multipart/form-data; boundary=x", A_FILE),
        ("application/x-www-form-urlencoded; charset=utf-16", b"text=hello"),
        ("application/x-www-form-urlencoded", b"%&=&&%zz=%&text=%ff%fe&\x00\xff=\x00"),
        ("application/x-www-form-urlencoded", b"a=1&" * 5_000),
        ("", b"text=hello"),
        ("\u00e9", b"\xff" * 100),
    )
    for door in posts(app):
        for kind, raw in bodies:
            send(amina, "POST", door.address(world.open), data=raw, content_type=kind)


def test_many_parts_are_too_much(amina: HouseClient, world: World) -> None:
    path = f"/threads/{world.open['thread_id']}/replies"
    parts = {f"field{number}": "a" for number in range(201)}
    assert amina.post(path, parts, content_type="multipart/form-data").status_code == 413


def test_the_first_of_repeated_fields_counts(amina: HouseClient, session: Session) -> None:
    raw = b"title=First&title=Second&text=One.&text=Two.&once=a&once=b"
    kind = "application/x-www-form-urlencoded"
    assert send(amina, "POST", "/spaces/open/threads/new", data=raw, content_type=kind) == 303
    assert rows(session, select(Thread.title, Post.markdown).join(Post)) == [("First", "One.")]


def test_numbers_no_database_has(app: Flask, amina: HouseClient, world: World) -> None:
    chance = random.Random(4)
    numbers = ["0", "-1", "1e9", "01", "+1", "٣", "1.0", "0x1", str(2**31), str(2**63), "9" * 400]
    numbers += [str(chance.getrandbits(chance.randrange(1, 300))) for _ in range(20)]
    for door in doors(app):
        if set(door.names) - {"key", "token"}:
            for number in numbers:
                path = door.address({**world.open, **dict.fromkeys(door.names, escaped(number))})
                send(amina, door.method, path)
