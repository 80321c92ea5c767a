"""Marks: what an index knows of a thing besides its words, as words that nobody can write.

A mark holds "=", which is in no word. Marks narrow a search inside the index, where that is quick;
what a reader may see is decided by the rows themselves.
"""

from calendar import monthrange
from datetime import date, timedelta

#: Days outside of these are marked as the nearest of them.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

ONE_DAY = timedelta(days=1)

#: The sizes of the blocks of ids whose marks a thing carries, the small ones first.
#: Unit: binary digits of an id.
BLOCK_BITS = (10, 12, 14)


def mark(name: str, value: int | str) -> str:
    """The mark that says, for instance, whose a post is."""
    return f"{name}={value}"


def day_marks(day: date) -> tuple[str, str, str]:
    """The marks of a day: its year, its month and itself."""
    near = _near(day)
    return _year(near), _month(near), _day(near)


def span_marks(after: date | None, before: date | None) -> tuple[str, ...]:
    """The fewest years, months and days that hold just the days from `after` until `before`.

    None at all when the span is open at both ends.
    """
    if after is None and before is None:
        return ()
    day = _near(after or FIRST_DAY)
    last = _near(before - ONE_DAY) if before and before > date.min else LAST_DAY
    found: list[str] = []
    while day <= last:
        if (day.month, day.day) == (1, 1) and day.replace(month=12, day=31) <= last:
            found.append(_year(day))
            day = day.replace(month=12, day=31)
        elif day.day == 1 and _end_of_month(day) <= last:
            found.append(_month(day))
            day = _end_of_month(day)
        else:
            found.append(_day(day))
        day += ONE_DAY
    return tuple(found) or (mark("d", 0),)


def _near(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _year(day: date) -> str:
    return mark("y", day.year)


def _month(day: date) -> str:
    return mark("m", f"{day:%Y%m}")


def _day(day: date) -> str:
    return mark("d", f"{day:%Y%m%d}")


def block_name(bits: int) -> str:
    """What the marks of blocks of this size begin with."""
    return f"b{bits}"


def block_marks(number: int) -> tuple[str, ...]:
    """The blocks that an id is in, one of each size."""
    return tuple(mark(block_name(bits), number >> bits) for bits in BLOCK_BITS)
