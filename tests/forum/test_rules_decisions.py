"""The rules of decisions, as tables of cases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forum.rules.decisions import (
    MEANINGS,
    ON_THE_WAY,
    SILENT_DAYS,
    STAGES,
    day_named,
    due_after,
    goes_back,
    label_of,
    line_of_steps,
    needs_owner,
    step_words,
    waiting,
)
from forum.rules.said_and_done import (
    BEGINNING_CHARS,
    Counted,
    beginning,
    headline,
    more_of_it,
    narrowed_to,
)

TODAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        ("said", "Said/now Considered/ahead Decided/ahead Done/ahead"),
        ("considered", "Said/past Considered/now Decided/ahead Done/ahead"),
        ("decided", "Said/past Considered/past Decided/now Done/ahead"),
        ("done", "Said/past Considered/past Decided/past Done/now"),
        ("cannot", "Said/past Can’t, and why/now"),
    ],
)
def test_the_line_of_steps(stage: str, line: str) -> None:
    assert " ".join(f"{mark.words}/{mark.place}" for mark in line_of_steps(stage)) == line


def test_every_stage_has_its_words() -> None:
    assert list(STAGES) == list(MEANINGS) == [*ON_THE_WAY, "cannot"]
    assert all(MEANINGS[stage].startswith(words) for stage, words in STAGES.items())


@pytest.mark.parametrize(
    ("before", "goes_back_to"),
    [
        ("said", []),
        ("considered", ["said"]),
        ("decided", ["said", "considered"]),
        ("done", ["said", "considered", "decided"]),
        ("cannot", ["said", "considered", "decided"]),
    ],
)
def test_what_goes_back(before: str, goes_back_to: list[str]) -> None:
    assert [after for after in STAGES if goes_back(before, after)] == goes_back_to


def test_only_a_promise_needs_somebody() -> None:
    assert [stage for stage in STAGES if needs_owner(stage)] == ["decided"]


def test_what_has_ended_is_hoped_for_no_more() -> None:
    assert [due_after(stage, TODAY) for stage in STAGES] == [TODAY, TODAY, TODAY, None, None]


@pytest.mark.parametrize(
    ("stage", "due_in", "silent_for", "late", "silent"),
    [
        ("said", None, 0, False, False),
        ("said", None, SILENT_DAYS, False, False),
        ("said", None, SILENT_DAYS + 1, False, True),
        ("decided", 0, 0, False, False),
        ("decided", -1, 0, True, False),
        ("decided", -1, 99, True, True),
        ("done", -1, 99, False, False),
        ("cannot", None, 99, False, False),
    ],
)
def test_what_keeps_people_waiting(
    stage: str, due_in: int | None, silent_for: int, *, late: bool, silent: bool
) -> None:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    found = waiting(stage, due_on, NOW - timedelta(days=silent_for), today=TODAY, now=NOW)
    assert (found.late, found.silent) == (late, silent)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("2027-03-03", date(2027, 3, 3)),
        ("3 March 2027", date(2027, 3, 3)),
        (" 3rd march, 2027 ", date(2027, 3, 3)),
        ("3 Mar 2027", date(2027, 3, 3)),
        ("3/3/2027", date(2027, 3, 3)),
        ("03.03.2027", date(2027, 3, 3)),
        ("31 February 2027", None),
        ("31/2/2027", None),
        ("2027-13-01", None),
        ("0/0/0000", None),
        ("next week", None),
        ("3 Marchember", None),
        ("٣/٣/٢٠٢٧", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(told: str, found: date | None) -> None:
    assert day_named(told) == found


@pytest.mark.parametrize(
    ("kind", "stage", "label"),
    [
        ("talk", None, None),
        ("question", None, "Question"),
        ("decision", "said", "Decision: said"),
        ("decision", "cannot", "Decision: can’t, and why"),
    ],
)
def test_what_a_list_says_of_a_kind(kind: str, stage: str | None, label: str | None) -> None:
    assert label_of(kind, stage) == label


def test_a_notice_of_a_step_can_leave_out_the_title() -> None:
    assert step_words("done", "Tea", back=False) == "You said, we did: “Tea”."
    assert step_words("considered", "Tea", back=True) == (
        "It went back a step, and the thread says why: “Tea”."
    )
    for stage in STAGES:
        assert "Tea" in step_words(stage, "Tea", back=False)
        assert "something that was raised" in step_words(stage, None, back=False)


@pytest.mark.parametrize(
    ("by_stage", "waits", "said"),
    [
        ({"done": 1}, 0, ["One thing was raised. It is done."]),
        ({"said": 1}, 0, ["One thing was raised. It is not done yet.", "1 is on the way."]),
        (
            {"done": 5, "cannot": 1, "decided": 2, "said": 4},
            3,
            [
                "Of 12 things raised, 5 are done.",
                "1 can’t be done, and we say why.",
                "6 are on the way.",
                "3 are late, or silent for more than 30 days. That is on us.",
            ],
        ),
        ({"said": 2}, 1, None),
        (
            {"cannot": 2},
            0,
            ["Of 2 things raised, none are done.", "2 can’t be done, and we say why."],
        ),
    ],
)
def test_what_the_list_says_first(
    by_stage: dict[str, int], waits: int, said: list[str] | None
) -> None:
    found = [headline(Counted(by_stage, waits)), *more_of_it(Counted(by_stage, waits))]
    assert found == (
        said
        or [
            "Of 2 things raised, none are done.",
            "2 are on the way.",
            "1 is late, or silent for more than 30 days. That is on us.",
        ]
    )


def test_what_is_too_long_for_a_list_ends_between_words() -> None:
    words = "word " * 200
    assert beginning("Short.") == "Short."
    assert beginning(words) == f"{'word ' * 78}word…"
    assert len(beginning("x" * 900)) == BEGINNING_CHARS + 1


def test_the_list_is_narrowed_to_what_there_is() -> None:
    found = [narrowed_to(told) for told in ("done", "waiting", "", "nothing", None)]
    assert found == ["done", "waiting", None, None, None]
