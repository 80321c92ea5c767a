"""The register of a session: who has a place, who was there."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select

from accounts.models import Person
from bookings.models import Attendance, Booking
from bookings.queries.events import SessionView


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """Somebody on the register."""

    person_id: int
    display_name: str
    present: bool


_REGISTER = (
    select(Person.id, Person.display_name, Attendance.person_id.is_not(None))
    .select_from(Person)
    .outerjoin(
        Booking,
        (Booking.person_id == Person.id)
        & (Booking.event_id == bindparam("event_id"))
        & (Booking.state == "booked"),
    )
    .outerjoin(
        Attendance,
        (Attendance.person_id == Person.id) & (Attendance.session_id == bindparam("session_id")),
    )
    .where(or_(Booking.id.is_not(None), Attendance.person_id.is_not(None)))
    .order_by(Person.name_folded)
)


def register_of(connection: Connection, session: SessionView) -> list[RegisterRow]:
    """Everyone with a place or marked present, by name."""
    bound = {"event_id": session.event_id, "session_id": session.id}
    return [RegisterRow(*row) for row in connection.execute(_REGISTER, bound)]


def register_row(
    connection: Connection, session: SessionView, person_id: int
) -> RegisterRow | None:
    """One person's line on the register."""
    bound = {"event_id": session.event_id, "session_id": session.id, "person_id": person_id}
    row = connection.execute(_REGISTER.where(Person.id == bindparam("person_id")), bound).first()
    return RegisterRow(*row) if row else None


def was_present(connection: Connection, session_id: int, person_id: int) -> bool:
    """True when the register says this person was there."""
    marked = select(Attendance.person_id).where(
        Attendance.session_id == session_id, Attendance.person_id == person_id
    )
    return connection.execute(marked).first() is not None
