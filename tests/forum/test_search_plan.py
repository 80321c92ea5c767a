"""How search is answered: from the index in its own order, stopping when there is enough."""

import re

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.db import Database
from core.search.asked import asked
from forum.queries.search import looking_for, posts_found
from forum.queries.wishes import wishes_of
from tests.cast import AMINA, CAROL, Member
from tests.factories import a_thread


def plan(database: Database, who: Member, typed: str) -> list[str]:
    """What the engine says that it does for the posts of a search."""
    found: list[tuple[str, object]] = []
    with database.reading.connect() as connection:
        reader = who.identity()
        looking = looking_for(connection, reader, asked(typed), wishes_of(connection, reader))
        event.listen(connection, "before_cursor_execute", lambda *a: found.append((a[2], a[3])))
        posts_found(connection, reader, looking, 1_000)
        [(statement, values)] = found
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        rows = connection.exec_driver_sql(f"{explain} {statement}", values).all()  # type: ignore[arg-type]
    return [str(row[-1]).strip() for row in rows]


@pytest.mark.parametrize("who", [AMINA, CAROL], ids=lambda who: who.name)
@pytest.mark.parametrize(
    "typed", ["first", '"first words"', "first -other", "author:Amina after:2025 first"]
)
def test_hits_are_never_sorted_all_at_once(
    database: Database, session: Session, who: Member, typed: str
) -> None:
    a_thread(session, by=AMINA)
    session.commit()
    steps = plan(database, who, typed)
    if database.reading.dialect.name == "sqlite":
        assert re.match("SCAN post_search_words VIRTUAL TABLE INDEX .*M", steps[0])
        assert [step for step in steps if "TEMP B-TREE" in step] == []
    else:
        # The blocks, and the hits in one of them.
        sorts = [re.sub(r"_\d\b", "", step) for step in steps if "Sort Key" in step]
        assert sorts == [
            "Sort Key: ((anon.no * 1024)) DESC",
            "Sort Key: ((post_search.id + 0)) DESC",
        ]
        assert steps[0].startswith("Limit")
