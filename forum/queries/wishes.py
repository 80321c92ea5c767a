"""What a reader chose about what they read: theirs alone, and read with what is read anyway."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
    union_all,
)

from accounts.models import PersonMute
from core.identity import Identity
from forum.models import MuteWord, NoteChoice, Post
from forum.rules.wishes import FOLD, Wishes
from forum.rules.words import NOTES

_reader: BindParameter[int] = bindparam("reader_id")
_no_number: Any = literal_column("0")
_no_words: Any = literal_column("''")
_space = literal_column("' '", String)

#: What a reader chose, a row a choice: of what kind it is, a number and words. Nearly always none.
#: Constants, not values to bind: core.hot compiles without values.
WISH_ROWS = (
    select(literal_column("'word'").label("what"), _no_number.label("number"), MuteWord.word).where(
        MuteWord.person_id == _reader
    ),
    select(NoteChoice.choice, _no_number, NoteChoice.note).where(NoteChoice.person_id == _reader),
    select(literal_column("'person'"), PersonMute.other_id, _no_words).where(
        PersonMute.person_id == _reader
    ),
)

_rows = union_all(*WISH_ROWS).subquery()
_what, _number, _words = (cast(column, String) for column in _rows.c)
_line = _what.concat(_space).concat(_number).concat(_space).concat(_words)

#: The same in one value, for a list that is read with it; NULL for who chose nothing.
WISHES = select(
    func.aggregate_strings(_line, literal_column("'\n'"))  # type: ignore[arg-type]
).scalar_subquery()


#: Somebody else's post with a note that the reader leaves out.
POST_IS_LEFT_OUT = exists().where(
    Post.author_id != _reader,
    NoteChoice.person_id == _reader,
    NoteChoice.choice == "hide",
    Post.notes.like(literal_column("'% '", String) + NoteChoice.note + literal_column("' %'")),
)


def wishes_of(connection: Connection, reader: Identity) -> Wishes:
    """What the reader chose."""
    return wishes_of_person(connection, reader.id)


def wishes_of_person(connection: Connection, person_id: int) -> Wishes:
    """What somebody chose who is told of something, or who reads."""
    return wishes_from(connection.execute(union_all(*WISH_ROWS), {"reader_id": person_id}))


# Each row of a list holds the same value: the last one is kept, and no more than one reader's.
@lru_cache(1)
def wishes_in(told: str | None) -> Wishes | None:
    """What the value of WISHES says; None for who chose nothing."""
    if told is None:
        return None
    return wishes_from(line.split(" ", 2) for line in told.split("\n"))


def wishes_from(rows: Iterable[Sequence[Any]]) -> Wishes:
    """What the rows of WISH_ROWS say."""
    told: dict[str, list[Any]] = {"word": [], "person": [], "show": [], FOLD: [], "hide": []}
    for what, number, words in rows:
        told[what].append(int(number) if what == "person" else words)
    return Wishes(
        words=tuple(told["word"]),
        people=frozenset(told["person"]),
        shown=frozenset(told["show"]),
        left_out=frozenset(told["hide"]),
    )


def note_choices_of(connection: Connection, reader: Identity) -> dict[str, str]:
    """What the reader wants done with each content note."""
    mine = select(NoteChoice.note, NoteChoice.choice).where(NoteChoice.person_id == reader.id)
    chosen = {row.note: row.choice for row in connection.execute(mine)}
    return {note: chosen.get(note, FOLD) for note in NOTES}


def mute_words_of(connection: Connection, reader: Identity) -> list[str]:
    """The words that the reader covers, as they typed them, in order of letters."""
    mine = select(MuteWord.word).where(MuteWord.person_id == reader.id)
    return list(connection.scalars(mine.order_by(MuteWord.word_folded)))
