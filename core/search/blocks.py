"""How PostgreSQL is asked for the newest of many hits: block by block, until there is enough.

GIN gives all hits of a word or none, and sorting a million of them takes a second. But every thing
carries the mark of the block of ids that it is in, and of several words together GIN follows the
rarest. So a statement here asks for the words in the newest block, then in the one before, small
blocks first and larger ones when hits turn out to be few.

Source: docs/decisions/0013-search.md
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    cast,
    column,
    exists,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from core.search.marks import BLOCK_BITS, block_name
from core.search.shown import Rows, Shown, in_span
from core.search.wanted import Wanted, to_tsquery

Number = ColumnElement[int]


def by_blocks(index: Table, told: Wanted, shown: Shown) -> Rows:
    """The rows that the index finds, the highest number first."""
    blocks = _blocks(index, told, shown.older_than)
    words = cast(to_tsquery(told), TSQUERY) if to_tsquery(told) else None
    looked_for = blocks.c.mark if words is None else words.op("&&")(blocks.c.mark)
    hits = select(index.c.id).where(index.c.document.op("@@")(looked_for))
    hits = hits.where(*in_span(index.c.day, told))
    if shown.older_than is not None:
        hits = hits.where(index.c.id < shown.older_than)
    # The sum and the OFFSET keep the planner from walking through all ids and testing each text.
    hit = hits.order_by((index.c.id + 0).desc()).offset(0).lateral("hit")
    one = shown.rows.where(shown.key == hit.c.id).limit(1).correlate(hit).lateral("one")
    # No ORDER BY here: it would sort every hit there is. The loops go from the newest block on,
    # in each from the newest hit on, and the order of such loops is the order of the rows.
    return select(*one.c).select_from(blocks.join(hit, true()).join(one, true())).limit(shown.most)


def _blocks(index: Table, told: Wanted, older_than: int | None) -> Subquery:
    """The mark of each block in which something may be, the newest first."""
    newest = select(func.max(index.c.id)).scalar_subquery()
    top = select((newest if older_than is None else literal(older_than)).label("id")).cte("top")
    marks = union_all(*_marks_of_all_sizes(index, told, top))
    return marks.order_by(column("first_id").desc()).subquery("blocks")


def _marks_of_all_sizes(index: Table, told: Wanted, top: CTE) -> Iterator[Select[Any]]:
    first: Number = top.c.id.op(">>")(BLOCK_BITS[0])
    for bits, larger in pairwise(BLOCK_BITS):
        # The newest whole block of the next size, too, is looked through in blocks of this size.
        last: Number = func.greatest(top.c.id.op(">>")(larger) - 1, 0)
        yield _marks_down(index, told, top, (first, last * (1 << larger - bits)), bits)
        first = last - 1
    yield _marks_down(index, told, top, (first, literal(0)), BLOCK_BITS[-1])


def _marks_down(
    index: Table, told: Wanted, top: CTE, ends: tuple[Number, Number], bits: int
) -> Select[Any]:
    count_down = func.generate_series(*ends, -1)
    numbers = count_down.table_valued(column("no", Integer)).render_derived()
    text = literal(f"{block_name(bits)}=", String).op("||")(cast(numbers.c.no, String))
    first_id = numbers.c.no * (1 << bits)
    marks = select(cast(text, TSQUERY).label("mark"), first_id.label("first_id"))
    span = in_span(index.c.day, told)
    if span:
        large = numbers.c.no.op(">>")(BLOCK_BITS[-1] - bits)
        marks = marks.where(exists().where(index.c.block == large, *span))
    return marks.select_from(top.join(numbers, true()))
