"""What people type, made safe: the table of what becomes of it."""

import sys
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, clean_line, excerpt, folded, plain, render
from core.text.shown import MAX_NESTING
from core.text.typed import MAX_MARKS

REL = 'rel="nofollow ugc noopener"'
RENDERED = [
    ("Hello *you* and **you**.", "<p>Hello <em>you</em> and <strong>you</strong>.</p>\n"),
    ("# One\n\n###### Six", "<h3>One</h3>\n<h6>Six</h6>\n"),
    ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
    ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
    ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
    ("```python\nx\n```", "<pre><code>x\n</code></pre>\n"),
    ("one  \ntwo", "<p>one<br>\ntwo</p>\n"),
    ("[a](https://x.org 'b')", f'<p><a href="https://x.org" title="b" {REL}>a</a></p>\n'),
    ("<https://x.org>", f'<p><a href="https://x.org" {REL}>https://x.org</a></p>\n'),
    ("[ring](tel:116123)", f'<p><a href="tel:116123" {REL}>ring</a></p>\n'),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
    ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
    ("[x](sms:85258)", f"<p><a {REL}>x</a></p>\n"),
    ("![x](https://x.org/y.png)", f'<p>!<a href="https://x.org/y.png" {REL}>x</a></p>\n'),
    ("[](https://x.org)", f'<p><a href="https://x.org" {REL}>https://x.org</a></p>\n'),
    ("<b onclick=x>hi</b>", "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n"),
    ("a<!-- b -->c", "<p>a&lt;!-- b --&gt;c</p>\n"),
    ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>\n"),
    ("a\x00b\ud800c", "<p>abc</p>\n"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "expected"), RENDERED)
def test_what_becomes_of_what_is_typed(typed: str, expected: str) -> None:
    assert render(typed) == expected


@pytest.mark.parametrize("depth", [1, 5, MAX_NESTING - 1, MAX_NESTING, MAX_NESTING + 1, 200])
@pytest.mark.parametrize("kind", ["quotes", "lists"])
def test_however_deep_no_word_is_lost(depth: int, kind: str) -> None:
    if kind == "quotes":
        typed = "\n".join("> " * level + f"word{level}x" for level in range(1, depth + 1))
    else:
        typed = "\n".join("  " * level + f"- word{level}x" for level in range(1, depth + 1))
    html = render(typed)
    assert [level for level in range(1, depth + 1) if f"word{level}x" not in html] == []
    assert html.startswith("<pre><code>") is (
        depth * {"quotes": 1, "lists": 2}[kind] >= MAX_NESTING
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  a\r\nb\rc\n ", "a\nb\nc"),
        ("a\x00\x07\x1b\x7f\x9fb", "ab"),
        ("a\tb", "a\tb"),
        ("a\ud83db", "ab"),
        ("\ue000q1\ue001 \ue100a\ue101 \ue102\ue103b", "q1 a b"),
        ("\U0001f600 é", "\U0001f600 é"),
        ("Z" + "\u0301" * 50 + "a", "Z" + "\u0301" * 4 + "a"),
        ("a\u202eb", "a\u202eb"),
    ],
)
def test_clean(typed: str, expected: str) -> None:
    assert clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  A \n\t b\u00a0\u2003c ", "A b c"),
        ("e\u0301", "é"),
        ("abc\u202egnp.exe\u2066", "abcgnp.exe"),
        ("a\u2028b\x85c", "a bc"),
    ],
)
def test_clean_line(typed: str, expected: str) -> None:
    assert clean_line(typed) == expected


@pytest.mark.parametrize(
    "marks", ["\u0591\u05b0", "\u0f73", "\u0591\uff9e", "\u0591\u05b0\u202e", "\u0301\U0001e8d0"]
)
@pytest.mark.parametrize("cleaner", [clean, clean_line, folded])
def test_marks_in_a_heap_take_no_time(cleaner: Callable[[str], str], marks: str) -> None:
    began = time.process_time()
    cleaner("a" + marks * 30_000)
    assert time.process_time() - began < 1


def test_every_mark_is_known_as_one() -> None:
    marks = [letter for letter in map(chr, range(sys.maxunicode)) if unicodedata.combining(letter)]
    assert len(marks) > 900
    assert [mark for mark in marks if clean("a" + mark * 9) != "a" + mark * MAX_MARKS] == []


@pytest.mark.parametrize("typed", ["a\u202e\u0301", "a" + "\u0344" * 9, "a" + "\u0301\u200e" * 9])
def test_a_cleaned_line_is_clean(typed: str) -> None:
    assert clean_line(clean_line(typed)) == clean_line(typed)


@pytest.mark.parametrize(
    "other",
    [
        *("amina", "AMINA", "Ámïnã", "Ａｍｉｎａ", "A\u0301mina", "Ami\u200bna", "Amina\ufeff"),
        *("A\u00admina", "Ⓐmina", "𝐀𝐦𝐢𝐧𝐚", "Amina\u3164", "\U000e0041Amina", "Ami\u034fna"),
    ],
)
def test_names_that_look_the_same_are_the_same(other: str) -> None:
    assert folded(other) == folded("Amina") == "amina"


@pytest.mark.parametrize(
    ("one", "other"), [("Amina", "Amira"), ("की", "का"), ("Łukasz", "Lukasz"), ("a b", "ab")]
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert folded(folded(text)) == folded(text)
    clean(text).encode()
    assert len(clean_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Hello <em>you</em>.</p>", "Hello you ."),
        ("<p>a &lt; b &amp;amp; c</p>\n<p>d</p>", "a < b &amp; c d"),
        ('<a href="https://x.org" title="1 > 0">x</a>', "x"),
        ("", ""),
    ],
)
def test_plain(html: str, words: str) -> None:
    assert plain(html) == words


@pytest.mark.parametrize(
    ("words", "most", "expected"),
    [
        ("short", 10, "short"),
        ("one two three", 13, "one two three"),
        ("one two three", 9, "one two…"),
        ("one, two", 5, "one…"),
        ("abcdefghij", 4, "abcd…"),
    ],
)
def test_excerpt(words: str, most: int, expected: str) -> None:
    assert excerpt(words, most) == expected
