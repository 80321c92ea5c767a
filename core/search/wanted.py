"""What an index is asked for, and how that is said to SQLite's FTS5 and to PostgreSQL.

Every word here came out of `words_of` or is a mark: letters, digits and "=", nothing that either
engine could take for a sign of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.search.asked import Asked
from core.search.marks import span_marks
from core.search.words import common_pairs, words_of

Phrase = tuple[str, ...]

#: Before each word of a title, where it stands a second time.
TITLE_SIGN = "="


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of these phrases (a word is a phrase of one), none of those, one mark of each row.

    And nothing from before the day `after`, nor from the day `before` on.
    """

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    after: date | None = None
    before: date | None = None

    @property
    def nothing(self) -> bool:
        """True when there is nothing to look for, only something to leave out."""
        return not (self.phrases or self.one_of or self.after or self.before)


def wanted(
    asked: Asked,
    *,
    one_of: Iterable[Sequence[str]] = (),
    none_of: Sequence[str] = (),
    muted: Iterable[str] = (),
) -> Wanted:
    """What to ask an index for: the words asked for, within one mark of each row of `one_of`.

    `muted` are words that this reader does not want to meet; a title holds them too.
    """
    phrases = [_in_title(asked, words_of(told)) for told in (*asked.words, *asked.phrases)]
    without = [tuple(words_of(told)) for told in (*asked.without, *muted)]
    return Wanted(
        phrases=tuple(dict.fromkeys(filter(None, phrases))),
        without=tuple(dict.fromkeys([*filter(None, without), *((one,) for one in none_of)])),
        one_of=tuple(map(tuple, one_of)),
        after=asked.after,
        before=asked.before,
    )


def _in_title(asked: Asked, words: Sequence[str]) -> Phrase:
    return tuple(f"{TITLE_SIGN}{word}" for word in words) if asked.title_only else tuple(words)


def document(title: str, text: str, marks: Iterable[str] = ()) -> list[str]:
    """Everything an index holds of one thing, in order; no phrase reaches from part to part."""
    titled, worded = words_of(title), words_of(text)
    signed = [f"{TITLE_SIGN}{word}" for word in titled]
    pairs = {*common_pairs(titled), *common_pairs(worded)}
    return [*signed, TITLE_SIGN, *titled, TITLE_SIGN, *worded, TITLE_SIGN, *sorted(pairs), *marks]


def to_fts5(told: Wanted) -> str:
    """What FTS5 is given to MATCH."""
    span = span_marks(told.after, told.before)
    within = [[(mark,) for mark in span]] if span else []
    rows = [f"({' OR '.join(map(_fts5_phrase, row))})" for row in (*_rows(told), *within)]
    looked_for = " AND ".join(rows)
    if not told.without:
        return looked_for
    return f"({looked_for}) NOT ({' OR '.join(map(_fts5_phrase, told.without))})"


def to_tsquery(told: Wanted) -> str:
    """A tsquery of PostgreSQL, as it is written; of days it knows nothing."""
    rows = [f"({' | '.join(map(_tsquery_phrase, row))})" for row in _rows(told)]
    return " & ".join([*rows, *(f"!({_tsquery_phrase(phrase)})" for phrase in told.without)])


def _rows(told: Wanted) -> Iterator[Sequence[Phrase]]:
    """One of each row has to be there. Pairs of common words spare the reading of many texts."""
    pairs = dict.fromkeys(pair for phrase in told.phrases for pair in common_pairs(phrase))
    for phrase in (*told.phrases, *((pair,) for pair in pairs)):
        yield [phrase]
    for row in told.one_of:
        yield [(mark,) for mark in row]


def _fts5_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'


def _tsquery_phrase(phrase: Phrase) -> str:
    return " <-> ".join(f"'{word}'" for word in phrase)
