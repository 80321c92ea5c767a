"""From text to the words that an index holds: a table, and that the engines can take them all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.asked import asked
from core.search.stems import stem
from core.search.wanted import document, to_fts5, to_tsquery, wanted
from core.search.words import WORD_MAX_CHARS, pieces, words_of

WORDS = [
    ("", []),
    ("Sleep, well.", ["sleep", "well"]),
    ("CAFÉ cafe\u0301 ｃａｆｅ", ["cafe", "cafe", "cafe"]),
    ("Straße ŒUVRE", ["strass", "œuvre"]),
    ("don't don’t dont", ["dont", "dont", "dont"]),
    ("'quoted' O'Neil's", ["quot", "oneil"]),
    ("co-production snake_case", ["co", "production", "snake", "case"]),
    ("100% 3.5 x²", ["100", "3", "5", "x2"]),
    ("sleep😴well", ["sleep", "well"]),
    ("睡眠 は", ["睡", "眠", "は"]),
    ("a\u200bb so\u00adft", ["ab", "soft"]),
    ("% _ \\ * \" ' -- ( ) : ^ \x00 \ud800", []),
    ("x" * 100, ["x" * WORD_MAX_CHARS]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_what_an_index_holds_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


#: Words that find each other, a line each.
ALIKE = """
sleep sleeps sleeping
carer carers
care cares cared caring
hope hoped hoping
hop hopped hopping
plan planned planning plans
try tried tries trying
nurse nurses nursing
organise organised organising
study studies studied studying
medication medications
miss missed misses missing
need needs needed
agree agreed agrees agreeing
feed feeds feeding
die died dies
""".strip().splitlines()


@pytest.mark.parametrize("line", ALIKE)
def test_a_word_finds_its_forms(line: str) -> None:
    assert len({stem(word) for word in line.split()}) == 1


def test_words_that_are_not_alike_stay_apart() -> None:
    apart = "ward word hope hop car care caring_ on one us use bed be red ring sing this that gas"
    words = apart.split()
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["a", "is", "sky", "été", "日", "5s", "2026", "ss", "sing", "bed"])
def test_short_and_foreign_words_are_their_own_stem(word: str) -> None:
    assert stem(word).removesuffix("i") == word.removesuffix("y")


@given(st.text(max_size=80))
def test_no_word_holds_a_sign_of_any_engine(text: str) -> None:
    for word in words_of(text):
        assert re.fullmatch(r"[^\W_]+", word)
        assert 1 <= len(word) <= WORD_MAX_CHARS
        word.encode("utf-8")


@given(st.text(max_size=80))
def test_pieces_say_where_each_word_stands(text: str) -> None:
    spans = [(start, end) for start, end, _ in pieces(text)]
    assert spans == sorted(spans)
    assert words_of(text) == [word for start, end in spans for word in words_of(text[start:end])]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_text_is_the_words_of_its_parts(one: str, other: str) -> None:
    assert words_of(f"{one} {other}") == words_of(one) + words_of(other)


@given(st.text(max_size=80))
def test_nothing_typed_reaches_an_engine_as_a_sign(typed: str) -> None:
    """Outside of quotation marks there are only our own words, inside only letters and digits."""
    told = wanted(asked(typed), one_of=[["by=1", "by=2"]], none_of=["in=3"])
    fts5 = re.sub(r'"=?[^\W_]+(=[^\W_]+)?( =?[^\W_]+)*"', "w", to_fts5(told))
    assert re.sub(r"\b(w|AND|OR|NOT|[()])|[() ]", "", fts5) == ""
    tsquery = re.sub(r"'=?[^\W_]+(=[^\W_]+)?'", "w", to_tsquery(told))
    assert re.sub(r"w|<->|[&|!() ]", "", tsquery) == ""


def test_a_document_holds_its_title_twice_and_its_marks_last() -> None:
    told = document("Our nights", "Sleep in the ward.", ["by=7"])
    assert " ".join(told) == "=our =night = our night = sleep in the ward = in=the by=7"
