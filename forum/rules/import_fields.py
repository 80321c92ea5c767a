"""The fields of one line of a file from another forum, each with the reason why not."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn, cast

from core.refusals import Refusal
from core.text import clean, clean_line, without_markers
from core.text.typed import printable

KEY_MAX_CHARS = 200

#: A space's key stands in its address.
SLUG_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
SLUG_MAX_CHARS = 60

#: A name of any length is taken, and cut later to what fits here.
NAME_READ_CHARS = 1_000

#: Nobody wrote in a forum before this.
FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)

#: What is longer than so many times the most, and some, is not worth the work of cleaning.
FAR_TOO_LONG = 4
SLACK_CHARS = 1_000


class NotTaken(Refusal):
    """A line of the file says something that can't be kept; the sentence says what."""

    sentence = "This line can't be taken."


class Fields:
    """The fields of one line; each is asked for by name, and what nobody asked for is refused."""

    def __init__(self, kind: str, told: Mapping[str, Any], moment: datetime) -> None:
        self._kind, self._told, self._moment = kind, told, moment
        self._asked = {"type"}

    def _get(self, name: str) -> Any:
        self._asked.add(name)
        return self._told.get(name)

    def _text(self, name: str) -> str:
        value = self._get(name)
        if value is None:
            raise NotTaken(f"“{name}” is missing.")
        if not isinstance(value, str):
            raise NotTaken(f"“{name}” has to be text in quotation marks.")
        return value

    def key(self, name: str = "key") -> str:
        """The key of a thing; never changed, because two keys could become one."""
        value = self._text(name)
        if not value or printable(value) != value:
            raise NotTaken(f"“{name}” is empty or holds signs that can't be kept.")
        self._refuse_long(name, value, KEY_MAX_CHARS)
        return value

    def key_or_none(self, name: str) -> str | None:
        """The key of a thing, if one is told."""
        return None if self._get(name) is None else self.key(name)

    def slug(self) -> str:
        """A key that can stand in an address."""
        value = self.key()
        if not SLUG_SIGNS.issuperset(value) or value.startswith("-"):
            raise NotTaken("The “key” of a space can hold small letters, digits and hyphens only.")
        self._refuse_long("key", value, SLUG_MAX_CHARS)
        return value

    def line(self, name: str, most_chars: int) -> str:
        """Words on one line, cleaned as on the site."""
        return self._words(name, self._text(name), most_chars, one_line=True)

    def line_or_none(self, name: str, most_chars: int) -> str | None:
        """Words on one line, if any are told."""
        return None if self._get(name) is None else self.line(name, most_chars)

    def words(self, name: str, most_chars: int) -> str:
        """Words on many lines, cleaned as on the site; a quote in them is of no post here."""
        return self._words(name, self._text(name), most_chars, one_line=False)

    def person_name(self) -> str:
        """A name that people saw; one that is too long or empty is put right later."""
        return clean_line(self._text("name")[:NAME_READ_CHARS])

    def moment(self, name: str) -> datetime:
        """A time with its zone."""
        value = self._text(name)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self._refuse_time(name)
        if moment.tzinfo is None:
            self._refuse_time(name)
        if moment < FIRST_MOMENT or moment > self._moment:
            raise NotTaken(f"“{name}” has to be between the year 1970 and now.")
        return moment.astimezone(UTC)

    def yes(self, name: str) -> bool:
        """True when it is told so."""
        value = self._get(name)
        if value is not None and not isinstance(value, bool):
            raise NotTaken(f"“{name}” has to be true or false.")
        return bool(value)

    def one_of(self, name: str, known: Iterable[str], otherwise: str) -> str:
        """One of the words that we know."""
        value = self._get(name)
        if value is None:
            return otherwise
        if value not in (offered := list(known)):
            raise NotTaken(f"“{name}” has to be one of: {', '.join(offered)}.")
        return cast("str", value)

    def some_of(self, name: str, known: Iterable[str]) -> list[str]:
        """Some of the words that we know; none when nothing is told."""
        offered = list(known)
        if not set(value := self._list(name)) <= set(offered):
            raise NotTaken(f"“{name}” can list these only: {', '.join(offered)}.")
        return value

    def lines(self, name: str, most: int, most_chars: int) -> tuple[str, ...]:
        """A few words on a line each, none of them twice; none when nothing is told."""
        values = [self._words(name, each, most_chars, one_line=True) for each in self._list(name)]
        if len(values) > most:
            raise NotTaken(f"“{name}” lists {len(values):,}; {most} is the most.")
        return tuple(dict.fromkeys(values))

    def _list(self, name: str) -> list[str]:
        value = self._get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise NotTaken(f"“{name}” has to be a list of texts.")
        return value

    def refuse_others(self) -> None:
        """Take no line with a field that we don't know. Raises: NotTaken."""
        # A field that is only misspelt could have said that a name is not to be shown.
        for name in self._told:
            if name not in self._asked:
                raise NotTaken(f"A {self._kind} has no field “{clean_line(name)[:40]}”.")

    def _words(self, name: str, value: str, most_chars: int, *, one_line: bool) -> str:
        bare = value.strip()
        if len(bare) > FAR_TOO_LONG * most_chars + SLACK_CHARS:
            self._refuse_long(name, bare, most_chars)
        words = clean_line(bare) if one_line else without_markers(clean(bare)).strip()
        if not words:
            raise NotTaken(f"“{name}” is empty.")
        self._refuse_long(name, words, most_chars)
        return words

    def _refuse_long(self, name: str, value: str, most_chars: int) -> None:
        if len(value) > most_chars:
            raise NotTaken(f"“{name}” has {len(value):,} characters; {most_chars:,} is the most.")

    def _refuse_time(self, name: str) -> NoReturn:
        raise NotTaken(f"“{name}” has to be a time with its zone, like 2024-03-01T10:00:00Z.")
