"""The only room that asks the time; it answers in UTC and dresses times for eyes in London."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

#: The zone in which people in the programme read a time.
LONDON = ZoneInfo("Europe/London")


#: Days whose words a process keeps: a page names the same few again and again.
DAYS_KEPT = 1_000


def now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in London."""
    return date_of(now())


def date_of(moment: datetime) -> date:
    """The day in London on which a moment is."""
    return moment.astimezone(LONDON).date()


def day_in_words(on: date) -> str:
    """A date that has no hour, as people say it: "Tuesday 3 March 2026"."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def day(moment: datetime) -> str:
    """The date as people say it: "Tuesday 3 March 2026"."""
    return day_in_words(date_of(moment))


@lru_cache(DAYS_KEPT)
def date_in_words(on: date) -> str:
    """A date that has no hour, without its weekday: "3 March 2026"."""
    return f"{on.day} {on:%B} {on.year}"


def short_day(moment: datetime) -> str:
    """The date without its weekday: "3 March 2026"."""
    return date_in_words(date_of(moment))


def time_of_day(moment: datetime) -> str:
    """The hour as people say it: "10am", "2:30pm", "12 noon"."""
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) == (12, 0):
        return "12 noon"
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"  # noqa: PLR2004 - the clock's own number
    return f"{hour}:{local.minute:02d}{half}" if local.minute else f"{hour}{half}"


def day_and_time(moment: datetime) -> str:
    """The date and the hour: "3 March 2026, 2:30pm"."""
    return f"{short_day(moment)}, {time_of_day(moment)}"


def from_to(start: datetime, end: datetime) -> str:
    """A span on one day: "10am to 12 noon"."""
    return f"{time_of_day(start)} to {time_of_day(end)}"


class Dated(Protocol):
    """Something that begins at a moment."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""


D = TypeVar("D", bound=Dated)


def grouped_by_day(things: Iterable[D]) -> list[tuple[str, list[D]]]:
    """Things in order of time, under the day on which each begins."""
    return [
        (name, list(group)) for name, group in groupby(things, lambda thing: day(thing.starts_at))
    ]
