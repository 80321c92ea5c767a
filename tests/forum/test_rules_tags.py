"""Tags are the same however they are typed, and what can't be one is said in words."""

import pytest

from forum.rules.tags import tags_in, why_not_tags


@pytest.mark.parametrize(
    ("told", "tags"),
    [
        ("", []),
        (" , ,", []),
        ("sleep", ["sleep"]),
        ("Sleep, NIGHTS", ["sleep", "nights"]),
        ("night shifts,  night   shifts, night_shifts", ["night-shifts"]),
        ("#sleep, #café", ["sleep", "cafe"]),
        ("-sleep-, Straße", ["sleep", "strasse"]),
        ("1 in 4", ["1-in-4"]),
    ],
)
def test_words_become_tags(told: str, tags: list[str]) -> None:
    assert tags_in(told) == tags
    assert why_not_tags(tags) is None


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("a, b, c, d, e, f, g", "5 tags are the most there is room for. Please take out 2."),
        ("a" * 31, f"“{'a' * 30}…” is too long. A tag has 30 characters at most."),
        ("c++", "“c++” can’t be a tag. Use letters from a to z, digits and hyphens."),
        ("a/b", "“a/b” can’t be a tag. Use letters from a to z, digits and hyphens."),
        ("сон", "“сон” can’t be a tag. Use letters from a to z, digits and hyphens."),
    ],
)
def test_what_to_change_is_said(told: str, sentence: str) -> None:
    assert why_not_tags(tags_in(told)) == sentence
