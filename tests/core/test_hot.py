"""Hot reads: the driver gives what SQLAlchemy would, and trouble has the same names."""

import pytest
from sqlalchemy import Connection, bindparam, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from accounts.models import Person, SignIn
from accounts.queries import identity_for
from core.db import Database
from core.hot import Hot
from core.identity import Identity
from forum.queries.posts import Posts, posts_between
from forum.queries.threads import ThreadView, thread_visible_to
from tests.cast import AMINA, GRACE
from tests.factories import a_thread

PEOPLE = Hot(
    select(Person.id, Person.display_name, Person.joined_at, SignIn.kept)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(Person.id <= bindparam("most"))
    .order_by(Person.id)
)


def told(connection: Connection, hot: Hot, bound: dict[str, object]) -> list[tuple[object, ...]]:
    """What SQLAlchemy itself says."""
    return [tuple(row) for row in connection.execute(hot.statement, bound)]


def test_rows_are_those_that_sqlalchemy_gives(database: Database) -> None:
    with database.reading.connect() as connection:
        assert not connection.engine._has_events
        rows = [tuple(row) for row in PEOPLE.rows(connection, {"most": 3})]
        assert rows == told(connection, PEOPLE, {"most": 3})
        assert [row[1] for row in rows] == ["Amina", "Ben", "Grace"]
        assert PEOPLE.first(connection, {"most": 0}) is None


def test_the_hot_reads_of_a_page_are_the_same_when_somebody_listens(
    database: Database, session: Session
) -> None:
    thread = a_thread(session, replies=2)
    session.commit()

    def page() -> tuple[Identity, ThreadView, Posts]:
        with database.reading.connect() as connection:
            grace = identity_for(connection, GRACE.token)
            assert grace is not None
            here = thread_visible_to(connection, grace, thread.id)
            assert here is not None
            return grace, here, posts_between(connection, here, 1, 3)

    quick = page()
    statements: list[str] = []
    event.listen(database.reading, "before_cursor_execute", lambda *a: statements.append(a[2]))
    slow = page()
    assert len(statements) == 3
    assert quick == slow
    assert quick[0].roles == frozenset({"facilitator", "organiser"})


def test_a_stranger_is_nobody(database: Database) -> None:
    with database.reading.connect() as connection:
        assert identity_for(connection, AMINA.token + "x") is None


def test_trouble_is_known_by_sqlalchemys_names(database: Database) -> None:
    nowhere = Hot(select(Person.id).where(Person.id == bindparam("id")))
    with database.reading.connect() as connection:
        nowhere.rows(connection, {"id": 1})
        nowhere._prepared[connection.dialect.name].sql = "SELECT id FROM nowhere"
        nowhere._prepared[connection.dialect.name].names = []
        with pytest.raises(DBAPIError):
            nowhere.rows(connection, {"id": 1})
