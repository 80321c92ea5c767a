"""What a reader's choices make of a post or of a thread in a list: a table of cases."""

import pytest

from forum.queries.wishes import wishes_in
from forum.rules.telling import comparable
from forum.rules.wishes import (
    LEFT_OUT,
    MUTED,
    NO_WISHES,
    Cover,
    Wishes,
    compared,
    cover_of_post,
    cover_of_thread,
    on_paper,
    why_not_word,
)

BEN = 2
DEATH, BOTH = " death ", " death abuse "
FOLDED = Cover("Content note: death or bereavement.")
WORD = Cover("It holds a word that you chose to cover.")


@pytest.mark.parametrize(
    ("wishes", "notes", "author_id", "words", "cover"),
    [
        (NO_WISHES, "", BEN, "A kettle.", None),
        (NO_WISHES, DEATH, BEN, "A kettle.", FOLDED),
        (NO_WISHES, " nothing-we-know ", BEN, "A kettle.", None),
        (Wishes(shown=frozenset({"death"})), DEATH, BEN, "", None),
        (
            Wishes(shown=frozenset({"death"})),
            BOTH,
            BEN,
            "",
            Cover("Content note: death or bereavement, abuse or violence."),
        ),
        (Wishes(shown=frozenset({"death", "abuse"})), BOTH, BEN, "", None),
        (Wishes(left_out=frozenset({"abuse"})), BOTH, BEN, "", LEFT_OUT),
        (Wishes(left_out=frozenset({"abuse"})), DEATH, BEN, "", FOLDED),
        (Wishes(left_out=frozenset({"abuse"})), BOTH, None, "", LEFT_OUT),
        (Wishes(people=frozenset({BEN})), "", BEN, "", MUTED),
        (Wishes(people=frozenset({BEN})), DEATH, BEN, "", MUTED),
        (Wishes(people=frozenset({BEN})), "", 3, "", None),
        # Written without a name: the fold would say whose it is.
        (Wishes(people=frozenset({BEN})), "", None, "", None),
        (Wishes(people=frozenset({BEN})), DEATH, None, "", FOLDED),
        (Wishes(words=("kettle",)), "", BEN, "Two KÉTTLES.", WORD),
        (Wishes(words=("kettle",)), "", BEN, "Kettledrum.", None),
        (Wishes(words=("the red kettle",)), "", BEN, "The red kettles", WORD),
        (Wishes(words=("the red kettle",)), "", BEN, "A red kettle.", None),
        (Wishes(words=("kettle",)), DEATH, BEN, "A kettle.", Cover(f"{FOLDED[0]} {WORD[0]}")),
        (Wishes(words=("kettle",), people=frozenset({BEN})), "", BEN, "A kettle.", MUTED),
    ],
)
def test_what_stands_before_a_post(
    wishes: Wishes, notes: str, author_id: int | None, words: str, cover: Cover | None
) -> None:
    assert cover_of_post(wishes, notes, author_id, comparable(words)) == cover


@pytest.mark.parametrize(
    ("wishes", "author_id", "cover"),
    [
        (NO_WISHES, BEN, None),
        (Wishes(shown=frozenset({"death"})), BEN, None),
        (Wishes(left_out=frozenset({"death"})), None, "A thread you chose to leave out."),
        (Wishes(left_out=frozenset({"abuse"})), BEN, None),
        (Wishes(people=frozenset({BEN})), BEN, "A thread by someone you have muted."),
        (Wishes(people=frozenset({BEN})), None, None),
        (Wishes(words=("night",)), None, "A thread with a word that you chose to cover."),
        (Wishes(words=("knight",)), BEN, None),
    ],
)
def test_what_stands_before_a_thread(
    wishes: Wishes, author_id: int | None, cover: str | None
) -> None:
    assert cover_of_thread(wishes, DEATH, author_id, "Quiet nights") == cover


@pytest.mark.parametrize(
    ("wishes", "cover"),
    [
        (NO_WISHES, None),
        (Wishes(left_out=frozenset({"death"})), LEFT_OUT),
        (Wishes(people=frozenset({BEN})), MUTED),
        (Wishes(words=("kettle",)), WORD),
    ],
)
def test_on_paper_a_note_stands_above_the_words(wishes: Wishes, cover: Cover | None) -> None:
    text = comparable("A kettle.")
    assert cover_of_post(on_paper(wishes), DEATH, BEN, text) == cover


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Kettles", "kettle"),
        ("CAFÉ", "cafe"),
        ("red  kettle", "Red kettles"),
        ("kettle!", "kettle"),
    ],
)
def test_a_word_is_compared_in_any_of_its_forms(typed: str, same: str) -> None:
    assert compared(typed) == compared(same) != ""


@pytest.mark.parametrize(
    ("word", "refused"),
    [
        ("kettle", False),
        ("in care", False),
        ("!?", True),
        ("", True),
        ("the", True),
        ("to be", True),
    ],
)
def test_which_words_can_be_covered(word: str, *, refused: bool) -> None:
    assert (why_not_word(word) is not None) is refused


def test_a_list_reads_what_its_reader_chose_once() -> None:
    one, other = "word 0 storm\nhide 0 suicide", "word 0 thunder"
    first = wishes_in(one)
    assert wishes_in(one) is first
    assert (wishes_in(other), wishes_in(None)) == (Wishes(words=("thunder",)), None)
    assert wishes_in(one) == first == Wishes(words=("storm",), left_out=frozenset({"suicide"}))
