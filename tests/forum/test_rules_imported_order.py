"""Which lines of a file from another forum are new, are here already, or can't be taken."""

import json
from datetime import UTC, datetime
from itertools import count

import pytest

from forum.rules.imported_lines import Read, read_line
from forum.rules.imported_order import Circle, SoFar, needed, sort_lines
from tests.imports import Told, person, post, space, thread

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def read(told: Told | bytes, number: int) -> Read:
    return read_line(number, told if isinstance(told, bytes) else json.dumps(told).encode(), NOW)


def sort(*told: Told | bytes, so_far: SoFar | None = None, known=(), circles=None):
    lines = list(map(read, told, count(1)))
    return sort_lines(lines, so_far or SoFar(), dict.fromkeys(known, 7), circles or {})


def test_lines_in_their_order_are_new() -> None:
    found = sort(space(), person(), thread(), post(), post("p2", reply_to="p1"))
    assert [line.key for line in found.new] == ["walks", "u1", "t1", "p1", "p2"]
    assert found.refused == []


def test_what_is_known_is_here_and_can_be_referred_to() -> None:
    known = [("space", "walks"), ("person", "u1"), ("thread", "t1")]
    found = sort(person(), post(), known=known)
    assert [line.key for line in found.new] == ["p1"]
    assert found.refused == []


NEEDS = "It needs the {}, and no line before it tells of one."


def test_a_line_needs_what_it_refers_to_before_it() -> None:
    told = [thread(), space(), person(), post(reply_to="p9"), thread("t2"), post("p2", author="u2")]
    assert sort(*told).refused == [
        (1, NEEDS.format("space “walks”")),
        (4, "It needs the thread “t1”: line 1 was not taken."),
        (6, "It needs the thread “t1”: line 1 was not taken."),
    ]
    told = [space(), person(), thread(), post(author="u2"), post("p2", reply_to="p9")]
    assert sort(*told).refused == [
        (4, NEEDS.format("person “u2”")),
        (5, NEEDS.format("post “p9”")),
    ]


def test_what_needs_a_refused_line_says_which() -> None:
    told = [space(), person(), thread(title=""), post(), post("p2", reply_to="p1")]
    assert sort(*told).refused == [
        (3, "“title” is empty."),
        (4, "It needs the thread “t1”: line 3 was not taken."),
        (5, "It needs the thread “t1”: line 3 was not taken."),
    ]


def test_a_key_stands_for_one_thing_of_a_kind() -> None:
    found = sort(space(), person(), person(name="Tom"), thread("u1"), post("u1", thread="u1"))
    assert found.refused == [(3, "Line 2 is of the same person, “u1”.")]
    later = sort(person(), so_far=found.told)
    assert later.refused == [(1, "Line 2 is of the same person, “u1”.")]


def test_an_answer_stays_in_its_thread() -> None:
    told = [
        space(),
        person(),
        thread(),
        thread("t2"),
        post(),
        post("p2", thread="t2", reply_to="p1"),
    ]
    assert sort(*told).refused == [(6, "It answers the post “p1”, which is in another thread.")]


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (Circle(5, None, open=True), {}, True),
        (Circle(5, "Tuesdays", open=True), {"group": "Tuesdays"}, True),
        (Circle(5, "Tuesdays", open=True), {}, False),
        (Circle(5, None, open=True), {"group": "Tuesdays"}, False),
        (Circle(5, "Mondays", open=True), {"group": "Tuesdays"}, False),
        (Circle(5, None, open=False), {}, False),
        (Circle(5, "Tuesdays", open=False), {"group": "Tuesdays"}, False),
    ],
)
def test_words_come_to_a_space_that_the_same_people_read(
    ours: Circle, theirs: Told, same: bool
) -> None:
    found = sort(space(**theirs), circles={"walks": ours})
    why_not = "There is a space “walks” here that other people read. Choose another key."
    assert found.refused == ([] if same else [(1, why_not)])


def test_all_that_lines_are_about_or_need_is_looked_up() -> None:
    told: list[Told | bytes] = [thread(), post(reply_to="p0"), b"{"]
    assert needed(map(read, told, count(1))) == {
        ("thread", "t1"),
        ("space", "walks"),
        ("person", "u1"),
        ("post", "p1"),
        ("post", "p0"),
    }


def test_a_key_that_is_shown_cannot_disguise_the_line() -> None:
    [[_, why_not]] = sort(post(author="u\n\u202eLine 2 was not taken." + "x" * 80)).refused
    assert why_not == NEEDS.format("thread “t1”")
    [[_, why_not]] = sort(space(), person(), thread(), post(author="u\n\u202ex" + "x" * 80)).refused
    assert why_not == NEEDS.format(f"person “u x{'x' * 57}”")
