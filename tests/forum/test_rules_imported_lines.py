"""A line of a file from another forum: what it tells, and why it can't be taken."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.imported_lines import PersonLine, PostLine, Read, SpaceLine, ThreadLine, read_line
from tests.imports import Told, person, post, space, thread, without

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
THEN = datetime(2024, 3, 1, 10, 0, tzinfo=UTC)


def read(told: Told | bytes, number: int = 1) -> Read:
    return read_line(number, told if isinstance(told, bytes) else json.dumps(told).encode(), NOW)


def test_each_kind_of_line_tells_what_it_says() -> None:
    assert [read(one).line for one in (space(), person(), thread(), post())] == [
        SpaceLine("walks", "The walks", "To talk.", None),
        PersonLine("u1", "Maryam"),
        ThreadLine("t1", "walks", "u1", "About t1", THEN, "talk", ()),
        PostLine("p1", "t1", "u1", THEN, "Words of p1.", anonymous=False, notes="", reply_to=None),
    ]


def test_what_can_be_left_out_is_taken_when_it_is_told() -> None:
    assert read(space(group="Tuesdays")).line == SpaceLine(
        "walks", "The walks", "To talk.", "Tuesdays"
    )
    told = thread(kind="question", tags=["May", " in\tspring ", "May"])
    assert read(told).line == ThreadLine(
        "t1", "walks", "u1", "About t1", THEN, "question", ("May", "in spring")
    )
    told = post(anonymous=True, notes=["death", "suicide"], reply_to="p0")
    assert read(told).line == PostLine(
        "p1",
        "t1",
        "u1",
        THEN,
        "Words of p1.",
        anonymous=True,
        notes=" suicide death ",
        reply_to="p0",
    )


def test_null_is_the_same_as_nothing() -> None:
    told = post(anonymous=None, notes=None, reply_to=None)
    assert read(told).line == read(post()).line


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2024-03-01T10:00:00Z", THEN),
        ("2024-03-01T10:00:00+00:00", THEN),
        ("2024-03-01 11:00+01:00", THEN),
        ("2024-02-29T22:30:00.000-11:30", THEN),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2026-11-24T12:00:00Z", NOW),
    ],
)
def test_times_are_read_with_their_zone(at: str, moment: datetime) -> None:
    line = read(post(at=at)).line
    assert isinstance(line, PostLine)
    assert line.at == moment


def test_text_is_cleaned_as_on_the_site() -> None:
    told = post(text="  One\r\ntwo\x00\ud800\u0007 \n", key="p1")
    line = read(told).line
    assert isinstance(line, PostLine)
    assert line.text == "One\ntwo"
    named = read(person(name=" Mar\u202eyam\x00 \n of  Leeds ")).line
    assert named == PersonLine("u1", "Maryam of Leeds")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("> [quote 12]\n> Words.\n\nYes.", "> \n> Words.\n\nYes."),
        ("[quo[quote 1]te 2] x", "x"),
        ("[quo\x00te 12] x", "x"),
        ("[quote 0] [quote x]", "[quote 0] [quote x]"),
    ],
)
def test_a_quote_is_of_no_post_here(typed: str, taken: str) -> None:
    line = read(post(text=typed)).line
    assert isinstance(line, PostLine)
    assert line.text == taken


TIME = "“at” has to be a time with its zone, like 2024-03-01T10:00:00Z."
BETWEEN = "“at” has to be between the year 1970 and now."
KEPT = "“key” is empty or holds signs that can't be kept."
NOTES = "suicide, self-harm, death, abuse, restraint, eating, drugs, psychosis"

BAD: list[tuple[Told | bytes, str]] = [
    (b"{", "The line is not JSON."),
    (b"hello", "The line is not JSON."),
    (b'{"type": "person", "key": "u1", "name": "a\x00b"}', "The line is not JSON."),
    (b"[" * 100_000, "The line is not JSON."),
    (b"9" * 100_000, "The line is not JSON."),
    (b'{"type": "person"} {"type": "person"}', "The line is not JSON."),
    (b"[]", "The line is JSON, but not an object in curly brackets."),
    (b"null", "The line is JSON, but not an object in curly brackets."),
    (b'{"type": "person", "key": "u1", "name": "\xff"}', "The line is not written in UTF-8."),
    (
        b'{"type": "person", "key": "u1", "name": "\xed\xa0\x80"}',
        "The line is not written in UTF-8.",
    ),
    ('{"type": "person"}'.encode("utf-16"), "The line is not written in UTF-8."),
    (b" " * 2_000_001, "The line is longer than 2,000,000 bytes."),
    ({}, "“type” has to be “space”, “person”, “thread” or “post”."),
    ({"type": ["post"]}, "“type” has to be “space”, “person”, “thread” or “post”."),
    ({"type": "reply"}, "“type” has to be “space”, “person”, “thread” or “post”."),
    (without(post(), "key"), "“key” is missing."),
    (without(post(), "thread"), "“thread” is missing."),
    (without(post(), "author"), "“author” is missing."),
    (without(post(), "at"), "“at” is missing."),
    (without(post(), "text"), "“text” is missing."),
    (without(thread(), "title"), "“title” is missing."),
    (without(space(), "purpose"), "“purpose” is missing."),
    (without(person(), "name"), "“name” is missing."),
    (post() | {"key": 7}, "“key” has to be text in quotation marks."),
    (post(text=["x"]), "“text” has to be text in quotation marks."),
    (post(key=""), KEPT),
    (post(key="p\x001"), KEPT),
    (post(key="p\ud800"), KEPT),
    (post(author="u\x00"), "“author” is empty or holds signs that can't be kept."),
    (post(key="p" * 201), "“key” has 201 characters; 200 is the most."),
    (space(key="Walks"), "The “key” of a space can hold small letters, digits and hyphens only."),
    (space(key="-walks"), "The “key” of a space can hold small letters, digits and hyphens only."),
    (space(key="w" * 61), "“key” has 61 characters; 60 is the most."),
    (post(text=" \n\x00"), "“text” is empty."),
    (post(text="[quote 12]"), "“text” is empty."),
    (post(text="x" * 20_001), "“text” has 20,001 characters; 20,000 is the most."),
    (post(text="x" * 1_048_576), "“text” has 1,048,576 characters; 20,000 is the most."),
    (thread(title="x" * 121), "“title” has 121 characters; 120 is the most."),
    (post(at="yesterday"), TIME),
    (post(at="2024-03-01T10:00:00"), TIME),
    (post(at="2024-03-01"), TIME),
    (post(at="2024-13-01T10:00:00Z"), TIME),
    (post(at="2024-03-01T10:00:00\ud800Z"), TIME),
    (post(at=1709287200), "“at” has to be text in quotation marks."),
    (post(at="2026-11-24T12:00:01Z"), BETWEEN),
    (post(at="1969-12-31T23:59:59Z"), BETWEEN),
    (post(at="0001-01-01T00:00:00+14:00"), BETWEEN),
    (post(at="9999-12-31T23:59:59-14:00"), BETWEEN),
    (post(anonymous="yes"), "“anonymous” has to be true or false."),
    (post(anonymous=1), "“anonymous” has to be true or false."),
    (post(anonimous=True), "A post has no field “anonimous”."),
    (person() | {"email": "m@example.org"}, "A person has no field “email”."),
    (post(notes="death"), "“notes” has to be a list of texts."),
    (post(notes=[["death"]]), "“notes” has to be a list of texts."),
    (post(notes=["spoilers"]), f"“notes” can list these only: {NOTES}."),
    (thread(kind="poll"), "“kind” has to be one of: talk, question, decision."),
    (thread(kind=["talk"]), "“kind” has to be one of: talk, question, decision."),
    (thread(tags=[""]), "“tags” is empty."),
    (thread(tags=["x" * 41]), "“tags” has 41 characters; 40 is the most."),
    (thread(tags=list("abcdefghijk")), "“tags” lists 11; 10 is the most."),
]


@pytest.mark.parametrize(("told", "why_not"), BAD, ids=range(len(BAD)))
def test_a_line_that_cannot_be_taken_says_why(told: Told | bytes, why_not: str) -> None:
    found = read(told)
    assert (found.line, found.why_not) == (None, why_not)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8")))
def test_nothing_is_too_odd_to_be_read(raw: bytes) -> None:
    found = read(raw)
    assert (found.line, found.number) == (None, 1)


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(
    st.sampled_from([space(group="x"), person(), thread(tags=[], kind="talk"), post(notes=[])]),
    st.data(),
)
def test_a_field_may_hold_anything(told: Told, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(told)))
    found = read({**told, field: data.draw(_anything)})
    assert (found.line is None) is bool(found.why_not)


def test_a_moment_is_one_for_the_whole_file() -> None:
    assert read_line(1, json.dumps(post()).encode(), THEN).line is not None
