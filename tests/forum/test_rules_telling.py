"""The words of notices, names in them and words to be muted: pure, as tables of cases."""

import pytest

from core.text import clean_line
from forum.rules.telling import (
    NAME_BEGINS,
    NAME_ENDS,
    Why,
    comparable,
    meets_word,
    notice_words,
    retitled,
    under_name,
)


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("title", ["Nights", None])
def test_only_what_is_meant_for_somebody_names_who_wrote(why: Why, title: str | None) -> None:
    words = notice_words(why, title, "Ben")
    assert ("Ben" in words) is why.in_person
    assert ("“Nights”" in words) is (title is not None)
    assert "Nights" not in notice_words(why, None, "Ben")


def test_no_name_can_hold_what_stands_around_names() -> None:
    assert clean_line(f"B{NAME_BEGINS}e{NAME_ENDS}n") == "Ben"


@pytest.mark.parametrize("old", ["Ben", "X named you in “Y”. Ben", "", "\\1", "אבג"])
@pytest.mark.parametrize("new", ["Bo", r"\g<0>", "named you"])
def test_a_name_is_put_in_the_place_of_another(old: str, new: str) -> None:
    for why in (Why.NAMED, Why.ANSWERED):
        assert under_name(notice_words(why, "T", old), new) == notice_words(why, "T", new)
    for why in (Why.FOLLOWS_THREAD, Why.FOLLOWS_SPACE):
        assert under_name(notice_words(why, "T", old), new) == notice_words(why, "T", new)


@pytest.mark.parametrize("why", Why)
def test_a_title_is_put_in_the_place_of_another(why: Why) -> None:
    words = notice_words(why, "Ben", "Ben")
    assert retitled(words, "Ben", "Bo") == notice_words(why, "Bo", "Ben")
    assert retitled(notice_words(why, None, "Ben"), "Ben", "Bo") == notice_words(why, None, "Ben")


@pytest.mark.parametrize(
    ("words", "text", "met"),
    [
        (["drug"], "No drugs here", True),
        (["drug"], "DRÜG!", True),
        (["rug"], "No drugs here", False),
        (["die"], "on a diet", False),
        (["my ex"], "It was my\n ex again", True),
        (["my ex"], "My old ex", False),
        (["self-harm"], "about self-harming", True),
        (["one", "two"], "two", True),
        (["heading"], "It is in the title", True),
        (["heading it"], "It is in both", False),
        (["!", ""], "anything!", False),
        ([], "anything", False),
    ],
)
def test_a_muted_word_is_met_in_every_form(words: list[str], text: str, *, met: bool) -> None:
    assert meets_word(comparable("A heading", text), words) is met
