"""Six people book, give up, join and leave in any order: a small model says what must be true."""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from bookings.actions.places import book_place, give_up_place
from bookings.actions.waiting_list import join_waiting_list, leave_waiting_list
from bookings.rules.places import EventFull, PlacesLeft
from core.db import Database
from core.refusals import Refusal
from front.migrations import migrate
from tests.bookings.standing import booked, mails, waiting
from tests.cast import CAST, bring_in_the_cast
from tests.factories import an_event
from tests.world import ADA, an_administrator

PEOPLE = [who.id for who in (*CAST, ADA)]
URL = "http://localhost"
someone = st.sampled_from(PEOPLE)


class Places(RuleBasedStateMachine):
    """The actions beside a list of who has a place and a list of who waits."""

    database: Database

    @initialize(capacity=st.sampled_from([2, 3]))
    def plan(self, capacity: int) -> None:
        with self.database.write() as session:
            planned = an_event(session, capacity=capacity)
            session.commit()
        self.event_id, self.capacity = planned.id, capacity
        self.holders: list[int] = []
        self.line: list[int] = []
        with self.database.write() as session:
            self.mails_before = len(mails(session))
        self.expected: list[tuple[str, int]] = []

    def does(self, action: object, *words: object) -> type[Refusal] | None:
        with self.database.write() as session:
            try:
                action(session, *words)  # type: ignore[operator]
            except Refusal as refusal:
                return type(refusal)
            session.commit()
        return None

    @rule(person=someone)
    def book(self, person: int) -> None:
        refused = self.does(book_place, person, self.event_id, "carer", URL)
        if person in self.holders:
            assert refused is None
        elif len(self.holders) == self.capacity:
            assert refused is EventFull
        else:
            assert refused is None
            self.holders.append(person)
            self.expected.append(("place_booked", person))

    @rule(person=someone)
    def give_up(self, person: int) -> None:
        assert self.does(give_up_place, person, self.event_id, URL) is None
        if person in self.holders:
            self.holders.remove(person)
            self.expected.append(("place_given_up", person))
            if self.line:
                self.holders.append(self.line.pop(0))
                self.expected.append(("place_came_free", self.holders[-1]))

    @rule(person=someone)
    def join(self, person: int) -> None:
        refused = self.does(join_waiting_list, person, self.event_id, "staff")
        if person in self.holders or person in self.line:
            assert refused is None
        elif len(self.holders) < self.capacity:
            assert refused is PlacesLeft
        else:
            assert refused is None
            self.line.append(person)

    @rule(person=someone)
    def leave(self, person: int) -> None:
        assert self.does(leave_waiting_list, person, self.event_id) is None
        if person in self.line:
            self.line.remove(person)

    @invariant()
    def the_rows_say_the_same(self) -> None:
        if not hasattr(self, "event_id"):
            return
        with self.database.write() as session:
            found = [person for person, *_ in booked(session, self.event_id)]
            turns = waiting(session, self.event_id)
            sent = mails(session)[self.mails_before :]
        assert found == sorted(self.holders)
        assert turns == self.line
        assert len(found) <= self.capacity
        assert not set(found) & set(turns)
        assert not turns or len(found) == self.capacity
        names = {who.id: who.name for who in (*CAST, ADA)}
        assert sent == [(kind, names[person]) for kind, person in self.expected]


def test_whatever_people_do_in_whatever_order(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'network.sqlite3'}")
    # Nothing here outlives the test: no need to wait for the disk.
    event.listen(database.writing, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    with database.writing.begin() as connection:
        migrate(connection)
    with database.write() as session:
        bring_in_the_cast(session)
        an_administrator(session)
        session.commit()
    Places.database = database
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    database.close()
