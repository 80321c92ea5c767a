"""Marks: what an index knows of a thing besides its words, as words that nobody can write.

A mark holds "=", which is in no word. Marks narrow a search inside the index, where that is quick;
what a reader may see is decided by the rows themselves.
"""

from datetime import date, timedelta

#: Days outside of these are marked as the nearest of them.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

#: The sizes of the blocks of ids whose marks a thing carries, the small ones first.
#: Unit: binary digits of an id.
BLOCK_BITS = (10, 12, 14)


def mark(name: str, value: int | str) -> str:
    """The mark that says, for instance, whose a post is."""
    return f"{name}={value}"


def day_marks(day: date) -> tuple[str, str]:
    """The marks of a day: its year and its month."""
    year, month = divmod(_month_number(day), 12)
    return mark("y", year), mark("m", year * 100 + month + 1)


def span_marks(after: date | None, before: date | None) -> tuple[str, ...]:
    """The fewest years and months that hold every day from `after` until `before`.

    They may hold a few more days at both ends. None at all when the span is open at both.
    """
    if after is None and before is None:
        return ()
    last_day = before - timedelta(days=1) if before else LAST_DAY
    month, last = _month_number(after or FIRST_DAY), _month_number(last_day)
    found: list[str] = []
    while month <= last:
        year, whole = month // 12, month % 12 == 0 and month + 11 <= last
        found.append(mark("y", year) if whole else mark("m", year * 100 + month % 12 + 1))
        month += 12 if whole else 1
    return tuple(found) or (mark("m", 0),)


def _month_number(day: date) -> int:
    near = min(max(day, FIRST_DAY), LAST_DAY)
    return near.year * 12 + near.month - 1


def block_name(bits: int) -> str:
    """What the marks of blocks of this size begin with."""
    return f"b{bits}"


def block_marks(number: int) -> tuple[str, ...]:
    """The blocks that an id is in, one of each size."""
    return tuple(mark(block_name(bits), number >> bits) for bits in BLOCK_BITS)
