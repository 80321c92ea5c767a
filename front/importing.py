"""Bring in another forum from a file: batch by batch, each kept whole, so that it can go on.

Source: docs/import.md
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.exc import IntegrityError, OperationalError

from core.clock import now
from core.db import Database
from core.text import Mentioned, folded, mention_candidates
from forum.actions.imports import import_lines, note_import
from forum.actions.writing import Rendered, Written, rendered
from forum.queries.imports import Known, known_from
from forum.rules.imported_lines import LINE_MAX_BYTES, Line, PersonLine, PostLine, Read, read_line
from forum.rules.imported_order import SoFar, Sorted, needed, sort_lines

#: What is kept together, in one turn at the writer's place. Unit: lines, bytes.
BATCH_LINES = 500
BATCH_BYTES = 4_000_000

#: How often a batch is tried while somebody else writes the same, or for too long.
TRIES = 5

#: So much of a file is read at once to count its lines. Unit: bytes.
BLOCK_BYTES = 1_048_576

Say = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """How an import went: what was added of each kind, and how many lines were not."""

    added: Counter[str] = field(default_factory=Counter)
    here: int = 0
    refused: int = 0


class Import:
    """One run over one file. With `check` it reads everything and changes nothing."""

    def __init__(self, database: Database, source: str, say: Say, *, check: bool = False) -> None:
        """Begin with nothing told; `say` is given a line for each batch and for each refusal."""
        self._database, self._source, self._say, self._check = database, source, say, check
        self._so_far, self._outcome, self._noted = SoFar(), Outcome(), False
        # Whom an "@" with a name means: somebody from the same file, unless two are called so.
        self._names: dict[str, Mentioned | None] = {}

    def run(self, path: Path) -> Outcome:
        """Take every line of the file that can be taken and isn't here yet."""
        moment, lines = now(), _count_lines(path)
        for batch in _batches(path):
            self._take([read_line(number, raw, moment) for number, raw in batch if raw.strip()])
            self._say(f"{batch[-1][0]:,} of {lines:,} lines")
        return self._outcome

    def _take(self, read: Sequence[Read]) -> None:
        before = self._outcome.added.total()
        for left in reversed(range(TRIES)):
            try:
                found = self._sort_and_keep(read)
                break
            except (IntegrityError, OperationalError):
                if not left:
                    raise
        self._so_far.add(found.told)
        added, refused = self._outcome.added.total() - before, len(found.refused)
        self._outcome.refused += refused
        self._outcome.here += len(read) - refused - added
        for number, why_not in found.refused:
            self._say(f"Line {number:,} was not taken. {why_not}")

    def _sort_and_keep(self, read: Sequence[Read]) -> Sorted:
        with self._database.reading.connect() as connection:
            known = known_from(connection, self._source, needed(read))
        found = sort_lines(read, self._so_far, known.ids, known.circles)
        if self._check:
            self._outcome.added.update(line.kind for line in found.new)
        else:
            posts = [line for line in found.new if isinstance(line, PostLine)]
            things = [line for line in found.new if not isinstance(line, PostLine)]
            known = self._keep(things, known, {})
            self._learn_names(read, known)
            # Rendered before the transaction begins: meanwhile others can write.
            self._keep(posts, known, {line.key: self._rendered(line) for line in posts})
        return found

    def _keep(self, lines: Sequence[Line], known: Known, words: Mapping[str, Rendered]) -> Known:
        if not lines:
            return known
        with self._database.write() as session:
            if not self._noted:
                note_import(session)
            known = import_lines(session, self._source, lines, known, words)
            session.commit()
        self._noted = True
        self._outcome.added.update(line.kind for line in lines)
        return known

    def _learn_names(self, read: Sequence[Read], known: Known) -> None:
        for each in read:
            if isinstance(each.line, PersonLine) and each.line.key in known.people:
                who, name = known.people[each.line.key], folded(each.line.name)
                other = self._names.setdefault(name, who)
                if other is not None and other.person_id != who.person_id:
                    self._names[name] = None

    def _rendered(self, line: PostLine) -> Rendered:
        people = {
            name: who
            for name in mention_candidates(line.text)
            if (who := self._names.get(name)) is not None
        }
        return rendered(Written(line.text, people=people))


def told(outcome: Outcome, *, check: bool) -> str:
    """What came of it, in a few sentences."""
    counts = [_counted(outcome.added[kind], kind) for kind in ("space", "person", "thread", "post")]
    added = f"{', '.join(counts[:-1])} and {counts[-1]}"
    return "\n".join(
        [
            f"An import would add {added}." if check else f"Added: {added}.",
            f"Here already: {_counted(outcome.here, 'line')}.",
            f"Not taken: {_counted(outcome.refused, 'line')}.",
            *(["Nothing was changed."] if check else []),
        ]
    )


def _counted(number: int, noun: str) -> str:
    many = "people" if noun == "person" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def _batches(path: Path) -> Iterator[list[tuple[int, bytes]]]:
    """The file's lines by their numbers, so many together as are kept together."""
    batch: list[tuple[int, bytes]] = []
    size = 0
    with path.open("rb") as file:
        for number, raw in enumerate(_lines(file), start=1):
            batch.append((number, raw))
            size += len(raw)
            if len(batch) == BATCH_LINES or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is far too long only so much that this is seen."""
    while raw := file.readline(LINE_MAX_BYTES + 1):
        end = raw
        while len(end) > LINE_MAX_BYTES and not end.endswith(b"\n"):
            end = file.readline(LINE_MAX_BYTES + 1)
        yield raw


def _count_lines(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")
