"""Marks of days: few for a span, and one for each day in it."""

from datetime import date, timedelta

import pytest

from core.search.marks import day_marks, span_marks

NOVEMBER = [f"d=202511{day:02d}" for day in range(3, 31)]


@pytest.mark.parametrize(
    ("after", "before", "marks"),
    [
        ((2025, 1, 1), (2026, 1, 1), ["y=2025"]),
        ((2025, 11, 3), (2026, 2, 1), [*NOVEMBER, "m=202512", "m=202601"]),
        ((2025, 5, 3), (2025, 5, 4), ["d=20250503"]),
        ((2026, 5, 3), (2025, 5, 4), ["d=0"]),
        ((2099, 12, 1), None, ["m=209912"]),
        (None, (2001, 2, 1), ["y=2000", "m=200101"]),
        (None, (1950, 1, 1), ["d=20000101"]),
        (None, None, []),
    ],
)
def test_a_span_is_few_marks(
    after: tuple[int, int, int] | None, before: tuple[int, int, int] | None, marks: list[str]
) -> None:
    first, last = (date(*day) if day else None for day in (after, before))
    assert list(span_marks(first, last)) == marks


def test_each_day_of_a_span_has_one_of_its_marks_and_no_other_day_has() -> None:
    for day in (date(2000, 1, 1), date(2024, 2, 28), date(2025, 12, 31), date(2099, 3, 1)):
        for width in (1, 40, 900):
            first, end = max(day - timedelta(days=width), date(2000, 1, 1)), day + timedelta(days=1)
            span = set(span_marks(first, end))
            around = [first + timedelta(days=n) for n in range(-70, width + 70)]
            marked = {one for one in around if span & set(day_marks(one)) and one.year >= 2000}
            assert marked == {one for one in around if first <= one < end}


def test_days_beyond_are_marked_as_the_nearest() -> None:
    assert day_marks(date(1950, 6, 1)) == ("y=2000", "m=200001", "d=20000101")
    assert day_marks(date(2150, 6, 1)) == ("y=2099", "m=209912", "d=20991231")
