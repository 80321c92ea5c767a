"""Snippets: the place where it was found, marked in the text as it was written, safe to show."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.asked import asked
from core.search.snippets import marked, snippet

FILLING = "Many other words stand here and say nothing of it. "
MARKED = [
    ("Sleep, well.", "sleep", "<mark>Sleep</mark>, well."),
    (
        "The café; a naïve cafe\u0301.",
        "CAFE",
        "The <mark>café</mark>; a naïve <mark>cafe\u0301</mark>.",
    ),
    ("We were sleeping.", "sleeps", "We were <mark>sleeping</mark>."),
    ("Don’t 'stop'", "dont stop", "<mark>Don’t</mark> '<mark>stop</mark>'"),
    ("rest in sleep, rest well", '"rest well"', "rest in sleep, <mark>rest well</mark>"),
    ("Co-production", "co-production", "<mark>Co-production</mark>"),
    ("Co-production", "production", "Co-<mark>production</mark>"),
    ("one two three", '"one two" "two three"', "<mark>one two three</mark>"),
    ("one two", "one -two", "<mark>one</mark> two"),
    ("睡眠は", "眠", "睡<mark>眠</mark>は"),
    ("<b>bold</b> & <mark>", "bold", "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &lt;mark&gt;"),
    ("nothing of it", "else", "nothing of it"),
    ("author", "author:Sam", "author"),
    ("", "sleep", ""),
]


@pytest.mark.parametrize(("text", "typed", "shown"), MARKED)
def test_hits_are_marked_in_the_text_as_it_was_written(text: str, typed: str, shown: str) -> None:
    assert str(marked(text, asked(typed))).replace("&#39;", "'") == shown


CUT = [
    (
        FILLING * 3 + "At last we sleep. " + FILLING * 3,
        "sleep",
        "…it. At last we <mark>sleep</mark>. Many other words stand here and say…",
    ),
    (FILLING * 3, "else", "Many other words stand here and say nothing of it. Many other…"),
    (
        "We sleep. " + FILLING * 3,
        "sleep",
        "We <mark>sleep</mark>. Many other words stand here and say nothing of it.…",
    ),
    (FILLING * 3 + "We sleep.", "sleep", f"…{FILLING}We <mark>sleep</mark>."),
    (
        "sleep " + FILLING * 3 + "sleep well",
        "sleep well",
        f"…{FILLING}<mark>sleep</mark> <mark>well</mark>",
    ),
]


@pytest.mark.parametrize(("text", "typed", "shown"), CUT)
def test_a_long_text_is_cut_between_words_around_the_best_place(
    text: str, typed: str, shown: str
) -> None:
    assert snippet(text, asked(typed), 64) == shown


def test_a_hit_longer_than_the_snippet_is_cut_too() -> None:
    assert snippet("x" * 500, asked("x" * 500), 40) == f"<mark>{'x' * 40}</mark>…"


@given(st.text(alphabet="ab <>&'\"é日 -", max_size=300), st.text(alphabet='ab é日"-', max_size=20))
def test_a_snippet_is_the_text_and_nothing_else(text: str, typed: str) -> None:
    told = str(snippet(text, asked(typed), 50))
    bare = re.sub("</?mark>", "", told)
    assert re.fullmatch("(<mark>[^<>]+</mark>|[^<>])*", told)
    words = unescape(bare)
    assert words.strip("…") in text
    assert len(words) <= 52
