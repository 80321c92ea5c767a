"""Mark who was at a session."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bookings.models import Attendance, Booking
from bookings.queries.events import SessionView
from bookings.rules.registers import RegisterNotOpen, register_open
from core import audit
from core.clock import now
from core.db import insert_into


def mark_attendance(
    session: Session, marked_by_id: int, held: SessionView, person_id: int, *, present: bool
) -> None:
    """Write on the register that the person was there, or that they were not. Last mark wins.

    Raises: RegisterNotOpen.
    """
    if not register_open(held.starts_at, held.ends_at, now()):
        raise RegisterNotOpen
    if present:
        comes_as = session.scalar(
            select(Booking.comes_as).where(
                Booking.event_id == held.event_id, Booking.person_id == person_id
            )
        )
        insert = insert_into(session.connection(), Attendance.__table__).values(
            session_id=held.id,
            person_id=person_id,
            comes_as=comes_as or "not_said",
            marked_by_id=marked_by_id,
        )
        session.execute(insert.on_conflict_do_nothing(index_elements=["session_id", "person_id"]))
    else:
        session.execute(
            delete(Attendance).where(
                Attendance.session_id == held.id, Attendance.person_id == person_id
            )
        )
    done = "attendance_marked" if present else "attendance_unmarked"
    audit.note(session, marked_by_id, done, "event_session", held.id)
    session.flush()
