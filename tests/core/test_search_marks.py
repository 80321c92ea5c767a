"""Marks of days: few for a span, and one at least for each day in it."""

from datetime import date, timedelta

import pytest

from core.search.marks import day_marks, span_marks


@pytest.mark.parametrize(
    ("after", "before", "marks"),
    [
        ((2025, 1, 1), (2026, 1, 1), ["y=2025"]),
        ((2025, 11, 3), (2026, 2, 1), ["m=202511", "m=202512", "m=202601"]),
        ((2025, 5, 3), (2025, 5, 4), ["m=202505"]),
        ((2026, 5, 3), (2025, 5, 4), ["m=0"]),
        ((2099, 12, 1), None, ["m=209912"]),
        (None, (2001, 2, 1), ["y=2000", "m=200101"]),
        (None, (1950, 1, 1), ["m=200001"]),
        (None, None, []),
    ],
)
def test_a_span_is_few_marks(
    after: tuple[int, int, int] | None, before: tuple[int, int, int] | None, marks: list[str]
) -> None:
    first, last = (date(*day) if day else None for day in (after, before))
    assert list(span_marks(first, last)) == marks


def test_every_day_has_one_of_the_marks_of_each_span_around_it() -> None:
    for day in (date(1950, 1, 1), date(2000, 1, 1), date(2025, 12, 31), date(2150, 6, 1)):
        for width in (1, 40, 900):
            span = span_marks(day - timedelta(days=width), day + timedelta(days=1))
            assert set(span) & set(day_marks(day))
