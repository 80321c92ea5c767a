"""What somebody types into the search box, read as they meant it; nothing they type fails."""

import re
from dataclasses import dataclass, field
from datetime import date

#: Words after these are not looked for; nobody needs so many. Unit: words and phrases.
MOST_WORDS = 20

#: The years that a date may name.
YEARS = range(1900, 2200)

#: What telephones write in place of the plain quotation mark.
_PLAIN_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))

_part = re.compile(
    r"""
    (?P<minus>[-−–]?)
    (?: (?P<name>author|space|tag|before|after|in): (?: "(?P<quoted>[^"]*)" | (?P<bare>[^\s"]+) )
      | "(?P<phrase>[^"]*)"
      | (?P<word>[^\s"]+)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_year_first = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?", re.ASCII)
_day_first = re.compile(r"(?:(?P<d>\d{1,2})[-/.])?(?P<m>\d{1,2})[-/.](?P<y>\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: all of the words and phrases, nothing of `without`, within the rest.

    `after` is the first day that counts, `before` the first that does not.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    author: str | None = None
    space: str | None = None
    tag: str | None = None
    before: date | None = None
    after: date | None = None
    title_only: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """True when something that only discussions have is asked for."""
        return any((self.author, self.space, self.tag))


@dataclass(slots=True)
class _Reading:
    """The parts read so far."""

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    title_only: bool = False
    remarks: list[str] = field(default_factory=list)


def asked(text: str) -> Asked:
    """What the text asks for. What is no operator is a word, and no text is refused."""
    reading = _Reading()
    for part in _part.finditer(text.translate(_PLAIN_QUOTES)):
        if part["name"]:
            _read_operator(reading, part)
        else:
            _read_words(reading, part)
    reading.remarks += _too_narrow(reading)
    return Asked(
        words=tuple(reading.words),
        phrases=tuple(reading.phrases),
        without=tuple(reading.without),
        author=reading.said.get("author"),
        space=reading.said.get("space"),
        tag=reading.said.get("tag"),
        before=reading.days.get("before"),
        after=reading.days.get("after"),
        title_only=reading.title_only,
        remarks=tuple(dict.fromkeys(reading.remarks)),
    )


def _read_words(reading: _Reading, part: re.Match[str]) -> None:
    told = part["word"] if part["phrase"] is None else part["phrase"].strip()
    place = reading.words if part["phrase"] is None else reading.phrases
    _add(reading, reading.without if part["minus"] else place, told)


def _add(reading: _Reading, place: list[str], told: str) -> None:
    if len(reading.words) + len(reading.phrases) + len(reading.without) >= MOST_WORDS:
        reading.remarks.append(f"We looked for the first {MOST_WORDS} words only.")
    elif told and told not in place:
        place.append(told)


def _read_operator(reading: _Reading, part: re.Match[str]) -> None:
    name = part["name"].lower()
    told = (part["bare"] or part["quoted"] or "").strip()
    if name == "in" and told.casefold() != "title":
        _add(reading, reading.words, part[0])
    elif part["minus"]:
        reading.remarks.append(f"A minus can leave out a word or a phrase, but not “{name}:”.")
    elif name == "in":
        reading.title_only = True
    elif name in {"before", "after"}:
        _read_day(reading, name, told)
    elif not told:
        reading.remarks.append(f"Write something straight after “{name}:”, without a gap.")
    else:
        if reading.said.get(name, told) != told:
            reading.remarks.append(f"We can look for one {name} at a time, so we took “{told}”.")
        reading.said[name] = told


def _read_day(reading: _Reading, name: str, told: str) -> None:
    day = _first_day_of(told)
    if day is None:
        reading.remarks.append(
            f"We could not read “{told}” as a date, so we did not use “{name}:”. "
            "Write a date like 2026-03-25, a month like 2026-03 or a year like 2026."
        )
    else:
        reading.days[name] = day


def _first_day_of(told: str) -> date | None:
    """The day, or the first one of the month or year."""
    found = _year_first.fullmatch(told) or _day_first.fullmatch(told)
    if found is None or int(found["y"]) not in YEARS:
        return None
    try:
        return date(int(found["y"]), int(found["m"] or 1), int(found["d"] or 1))
    except ValueError:
        return None


def _too_narrow(reading: _Reading) -> list[str]:
    after, before = reading.days.get("after"), reading.days.get("before")
    if after and before and after >= before:
        return ["The day after which we look is not before the other one, so nothing can be found."]
    return []
