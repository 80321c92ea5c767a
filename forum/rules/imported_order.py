"""Which lines of a file from another forum are new, are here already, or can't be taken: pure."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.text import clean_line
from forum.rules.imported_lines import Line, PostLine, Read, Ref, SpaceLine

#: So much of a key is shown to whoever runs the import. Unit: characters.
SHOWN_KEY_CHARS = 60


class Circle(NamedTuple):
    """A space of ours by its key: its number, its group by name, and whether all others read it."""

    id: int
    group: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a file has told so far: in which line, in which thread, and what was not taken."""

    taken: MutableMapping[Ref, tuple[int, str]] = field(default_factory=dict)
    refused: MutableMapping[Ref, int] = field(default_factory=dict)

    def add(self, more: "SoFar") -> None:
        """Take over what further lines told."""
        self.taken.update(more.taken)
        self.refused.update(more.refused)

    def before(self, more: "SoFar") -> "SoFar":
        """Both as one; what is written into it goes to `more`."""
        return SoFar(ChainMap(more.taken, self.taken), ChainMap(more.refused, self.refused))


@dataclass(frozen=True, slots=True)
class Sorted:
    """What to do with some lines: the new ones in order, and why not others; the rest are here."""

    new: list[Line]
    refused: list[tuple[int, str]]
    told: SoFar


def needed(read: Iterable[Read]) -> set[Ref]:
    """Everything that these lines are about or need, to be looked up at once."""
    lines = [each.line for each in read if each.line is not None]
    return {ref for line in lines for ref in ((line.kind, line.key), *line.needs())}


def sort_lines(
    read: Iterable[Read], so_far: SoFar, known: Mapping[Ref, int], circles: Mapping[str, Circle]
) -> Sorted:
    """The lines, sorted. `known` are here from this or an earlier import."""
    new, refused, told = list[Line](), list[tuple[int, str]](), SoFar()
    all_told = so_far.before(told)
    for each in read:
        line, why_not = each.line, each.why_not
        if line is not None and not (why_not := _why_not(line, all_told, known, circles)):
            all_told.taken[line.kind, line.key] = each.number, getattr(line, "thread", "")
            if (line.kind, line.key) not in known:
                new.append(line)
            continue
        refused.append((each.number, why_not))
        if each.ref is not None:
            all_told.refused.setdefault(each.ref, each.number)
    return Sorted(new, refused, told)


def _why_not(
    line: Line, so_far: SoFar, known: Mapping[Ref, int], circles: Mapping[str, Circle]
) -> str:
    ref = (line.kind, line.key)
    if ref in so_far.taken:
        return f"Line {so_far.taken[ref][0]:,} is of the same {line.kind}, {_named(line.key)}."
    for need in line.needs():
        if need not in so_far.taken and need not in known:
            return _lacking(need, so_far)
    if isinstance(line, SpaceLine) and ref not in known:
        return _other_readers(line, circles)
    if isinstance(line, PostLine) and line.reply_to is not None:
        answered = so_far.taken.get(("post", line.reply_to))
        if answered is not None and answered[1] != line.thread:
            return f"It answers the post {_named(line.reply_to)}, which is in another thread."
    return ""


def _lacking(need: Ref, so_far: SoFar) -> str:
    kind, key = need
    if need in so_far.refused:
        return f"It needs the {kind} {_named(key)}: line {so_far.refused[need]:,} was not taken."
    return f"It needs the {kind} {_named(key)}, and no line before it tells of one."


def _other_readers(line: SpaceLine, circles: Mapping[str, Circle]) -> str:
    """Words must not come to be read by others than those for whom they were written."""
    ours = circles.get(line.key)
    if ours is None or (ours.open and ours.group == line.group):
        return ""
    return f"There is a space {_named(line.key)} here that other people read. Choose another key."


def _named(key: str) -> str:
    return f"“{clean_line(key)[:SHOWN_KEY_CHARS]}”"
