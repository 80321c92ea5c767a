"""The search box's language: a table of what is typed and what was meant, and nothing fails."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.search.asked import MOST_WORDS, Asked, asked

READ = [
    ("", Asked()),
    ("   \t\n ", Asked()),
    ("sleep well", Asked(words=("sleep", "well"))),
    ("sleep sleep", Asked(words=("sleep",))),
    ('"sleep well"', Asked(phrases=("sleep well",))),
    ("“sleep well” „and rest“", Asked(phrases=("sleep well", "and rest"))),
    ('a"b c"d', Asked(words=("a", "d"), phrases=("b c",))),
    ('a "b c', Asked(words=("a", "b", "c"))),
    ('"" "  "', Asked()),
    ("sleep -noise", Asked(words=("sleep",), without=("noise",))),
    ('sleep −noise –"loud music"', Asked(words=("sleep",), without=("noise", "loud music"))),
    ("well-being - x", Asked(words=("well-being", "-", "x"))),
    ("author:Sam", Asked(author="Sam")),
    ('AUTHOR:"Sam B" rest', Asked(words=("rest",), author="Sam B")),
    ("author: Sam", Asked(words=("author:", "Sam"))),
    ("space:choice tag:sleep", Asked(space="choice", tag="sleep")),
    ("in:title sleep", Asked(words=("sleep",), title_only=True)),
    ("in:Title", Asked(title_only=True)),
    ("in:bed", Asked(words=("in:bed",))),
    ("note:this http://x.org/?a=b", Asked(words=("note:this", "http://x.org/?a=b"))),
    ("before:2026-03-25", Asked(before=date(2026, 3, 25))),
    ("before:2026-03 after:2025", Asked(before=date(2026, 3, 1), after=date(2025, 1, 1))),
    ("after:25/3/2026", Asked(after=date(2026, 3, 25))),
    ("after:3.2026", Asked(after=date(2026, 3, 1))),
    ("after:2024-02-29", Asked(after=date(2024, 2, 29))),
    ('" OR 1=1 --', Asked(words=("OR", "1=1"), without=("-",))),
    (
        "a* NEAR(b) (c OR d) {e}:f ^g",
        Asked(words=("a*", "NEAR(b)", "(c", "OR", "d)", "{e}:f", "^g")),
    ),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_what_is_typed_is_read_as_it_was_meant(typed: str, meant: Asked) -> None:
    assert asked(typed) == meant


NO_DATE = (
    "We could not read “{}” as a date, so we did not use “{}:”. "
    "Write a date like 2026-03-25, a month like 2026-03 or a year like 2026."
)
REMARKED = [
    ("before:soon", NO_DATE.format("soon", "before")),
    ("after:2026-13", NO_DATE.format("2026-13", "after")),
    ("after:2025-02-29", NO_DATE.format("2025-02-29", "after")),
    ("after:0001", NO_DATE.format("0001", "after")),
    ("after:99999", NO_DATE.format("99999", "after")),
    ("after:٢٠٢٦", NO_DATE.format("٢٠٢٦", "after")),
    ('before:""', NO_DATE.format("", "before")),
    ('tag:""', "Write something straight after “tag:”, without a gap."),
    ("-author:Sam", "A minus can leave out a word or a phrase, but not “author:”."),
    ("author:Sam author:Ann", "We can look for one author at a time, so we took “Ann”."),
    (" ".join(map(str, range(30))), f"We looked for the first {MOST_WORDS} words only."),
    (
        "after:2026 before:2026",
        "The day after which we look is not before the other one, so nothing can be found.",
    ),
]


@pytest.mark.parametrize(("typed", "remark"), REMARKED)
def test_what_cannot_be_meant_is_said_in_plain_words(typed: str, remark: str) -> None:
    assert asked(typed).remarks == (remark,)


def test_what_was_not_understood_changes_nothing_else() -> None:
    meant = asked("sleep before:soon before:2026 author:Sam author:Ann")
    assert (meant.words, meant.before, meant.author) == (("sleep",), date(2026, 1, 1), "Ann")


SIGNS = st.text(alphabet='ab:"-()*^{}\\\0\ud800 authorin:titlebefore:2026-/“\n', max_size=60)


@given(st.text(max_size=200) | SIGNS)
@example('"' * 200)
@example("-" * 200)
@example("author:" * 30)
def test_any_text_can_be_read(text: str) -> None:
    meant = asked(text)
    told = (*meant.words, *meant.phrases, *meant.without)
    assert len(told) <= MOST_WORDS
    assert all(told)
    assert all('"' not in one for one in told)
