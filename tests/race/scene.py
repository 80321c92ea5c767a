"""Where a race is run: a house with three hundred people, each signed in, and events to book."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from accounts.models import Person, SignIn
from accounts.queries import hashed
from benchmarks.ground import Ground
from bookings.models import Booking, Event, Waiting
from core.clock import now
from core.db import Database
from core.mail.outbox import OutboxMail
from tests.race.crowd import Press

PEOPLE = 300

CARER = (("comes_as", "carer"),)


@dataclass(frozen=True)
class Scene:
    """The house before its doors are opened; `people` are numbers in order of joining."""

    ground: Ground
    people: tuple[int, ...]

    @property
    def database(self) -> Database:
        """The test's own way to the database."""
        found: Database = self.ground.app.extensions["database"]
        return found

    def press(self, person_id: int, path: str, form: tuple[tuple[str, str], ...] = ()) -> Press:
        """A press of a button by this person."""
        return Press(self.ground.cookie(_token(person_id)), path, form)

    def an_event(
        self, capacity: int, booked: tuple[int, ...] = (), waiting: tuple[int, ...] = ()
    ) -> int:
        """A coming event with these people in it and these in line, in this order."""
        with self.database.write() as session:
            event = _event(capacity, self.people[0])
            session.add(event)
            session.flush()
            who = {"event_id": event.id, "comes_as": "carer"}
            place = {**who, "state": "booked", "revision": 1, "booked_at": now()}
            turn = {**who, "joined_at": now()}
            _insert(session, Booking, [{**place, "person_id": one} for one in booked])
            _insert(session, Waiting, [{**turn, "person_id": one} for one in waiting])
            session.commit()
            return event.id

    def people_in(self, event_id: int) -> list[int]:
        """Who has a place now."""
        return self._people(
            select(Booking.person_id)
            .where(Booking.event_id == event_id, Booking.state == "booked")
            .order_by(Booking.person_id)
        )

    def people_waiting(self, event_id: int) -> list[int]:
        """Who is in line, in order."""
        return self._people(
            select(Waiting.person_id).where(Waiting.event_id == event_id).order_by(Waiting.id)
        )

    def mails(self, kind: str, event_id: int) -> dict[int, int]:
        """How many mails of this kind each person has been sent about the event."""
        with self.database.write() as session:
            bookings = select(Booking.id, Booking.person_id).where(Booking.event_id == event_id)
            person_of = {row.id: row.person_id for row in session.execute(bookings)}
            keys = session.scalars(select(OutboxMail.key).where(OutboxMail.key.like(f"{kind}:%")))
            numbers = [int(key.split(":")[1]) for key in keys]
        return dict(Counter(person_of[number] for number in numbers if number in person_of))

    def _people(self, statement: object) -> list[int]:
        with self.database.reading.connect() as connection:
            return list(connection.scalars(statement))  # type: ignore[call-overload]


def set_scene(ground: Ground) -> Scene:
    """A house with people in it."""
    moment = now()
    names = [f"Person {number}" for number in range(PEOPLE)]
    people = [
        {
            "display_name": name,
            "name_folded": name.lower(),
            "address": f"{name.lower().replace(' ', '-')}@example.org",
            "joined_at": moment,
            "demonstration": False,
        }
        for name in names
    ]
    lasting = {"kept": True, "started_at": moment, "seen_at": moment}
    lasting["expires_at"] = moment + timedelta(days=1)
    with ground.app.extensions["database"].write() as session:
        made = insert(Person).returning(Person.id, sort_by_parameter_order=True)
        numbers = tuple(session.scalars(made, people))
        signed_in = [
            {"person_id": number, "token_hash": hashed(_token(number)), **lasting}
            for number in numbers
        ]
        session.execute(insert(SignIn), signed_in)
        session.commit()
    return Scene(ground, numbers)


def _token(person_id: int) -> str:
    return f"a-sign-in-for-one-race-{person_id:08d}"


def _insert(session: Session, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _event(capacity: int, organiser_id: int) -> Event:
    start = now() + timedelta(days=7)
    return Event(
        kind="one_off",
        title="One place",
        summary="What it is for.",
        about="What will happen.",
        about_html="<p>What will happen.</p>",
        render_version=1,
        venue=None,
        venue_about="",
        capacity=capacity,
        organiser_id=organiser_id,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        published_at=now(),
    )
