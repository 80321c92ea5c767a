"""The part of a text in which something was found, with what was found marked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from core.search.asked import Asked
from core.search.words import pieces, words_of

#: Text stands before the first hit, so that it can be understood. Unit: shares of the snippet.
LEAD_SHARE = 1 / 4

#: A cut moves so far at most to fall between two words. Unit: characters.
CUT_MOVES_CHARS = 30

#: The best place is looked for among so many hits. Unit: hits.
HITS_WEIGHED = 40

MARK, CUT = Markup("<mark>{}</mark>"), "…"


class Hit(NamedTuple):
    """Where a word or phrase was found, and which of those looked for it is."""

    start: int
    end: int
    which: int


def snippet(text: str, asked: Asked, most_chars: int) -> Markup:
    """Where the text says most of what was asked for, safe to show, cut between words.

    A text that holds none of it (its title did) is shown from its beginning.
    """
    hits = list(_hits(text, asked))
    start, end = _window(text, hits, most_chars)
    shown = [Markup(CUT if start else "")]  # noqa: S704 - a constant
    done = start
    for first, last in _joined(hits, start, end):
        shown += [escape(text[done:first]), MARK.format(text[first:last])]
        done = last
    shown += [escape(text[done:end]), escape(CUT if end < len(text) else "")]
    return Markup("").join(shown)


def marked(title: str, asked: Asked) -> Markup:
    """All of a title, with what was found in it marked."""
    return snippet(title, asked, len(title))


def _hits(text: str, asked: Asked) -> Iterator[Hit]:
    looked_for = [words_of(told) for told in (*asked.words, *asked.phrases)]
    first_words = {phrase[0] for phrase in looked_for if phrase}
    if not first_words:
        return
    told = [(word, start, end) for start, end, words in pieces(text) for word in words]
    for place, (word, _, _) in enumerate(told):
        if word in first_words:
            yield from _hits_at(text, told, place, looked_for)


def _hits_at(
    text: str,
    told: Sequence[tuple[str, int, int]],
    place: int,
    looked_for: Sequence[Sequence[str]],
) -> Iterator[Hit]:
    for which, phrase in enumerate(looked_for):
        here = told[place : place + len(phrase)]
        if phrase and [word for word, _, _ in here] == list(phrase):
            start, end = here[0][1], here[-1][2]
            # A piece may carry quotation marks that look like apostrophes.
            bare = text[start:end].strip("'’")
            start += text[start:end].index(bare)
            yield Hit(start, start + len(bare), which)


def _window(text: str, hits: Sequence[Hit], most_chars: int) -> tuple[int, int]:
    """From where to where: the earliest place with the most different hits, with a lead."""
    if len(text) <= most_chars:
        return 0, len(text)
    room = int(most_chars * (1 - LEAD_SHARE))
    weighed = hits[:HITS_WEIGHED]

    def kinds(first: Hit) -> int:
        return len(
            {
                hit.which
                for hit in weighed
                if first.start <= hit.start and hit.end <= first.start + room
            }
        )

    best = max(weighed, key=kinds, default=Hit(0, 0, 0))
    start = max(0, min(best.start - int(most_chars * LEAD_SHARE), len(text) - most_chars))
    if start:
        gap = text.find(" ", start, min(start + CUT_MOVES_CHARS, best.start))
        start = start if gap < 0 else gap + 1
    end = min(start + most_chars, len(text))
    if end < len(text):
        gap = text.rfind(" ", max(end - CUT_MOVES_CHARS, best.end), end + 1)
        end = end if gap < 0 else gap
    return start, end


def _joined(hits: Sequence[Hit], start: int, end: int) -> list[tuple[int, int]]:
    """The hits inside the window, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for hit in hits:
        first, last = max(hit.start, start), min(hit.end, end)
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        elif first < last:
            joined.append((first, last))
    return joined
