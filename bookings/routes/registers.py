"""The register of a session: one press a person."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from bookings.actions import registers as actions
from bookings.forms import MarkAttendance
from bookings.policies import may_mark_attendance, may_see_register
from bookings.queries.events import SessionView, session_visible_to
from bookings.queries.registers import RegisterRow, register_of, register_row
from bookings.routes import blueprint
from bookings.rules.registers import register_open
from core import db
from core.access import Audience, access, allow, person
from core.clock import now
from core.html import done, page_or_fragment
from core.refusals import found


@blueprint.get("/sessions/<id:session_id>/register")
@access(Audience.MEMBER)
def register(session_id: int) -> ResponseReturnValue:
    """Who has a place and who was there, for the people who run the event."""
    session = found(session_visible_to(db.connection(), person(), session_id))
    allow(may_see_register(person(), session))
    return _register_page(session, None)


@blueprint.post("/sessions/<id:session_id>/register/<id:person_id>")
@access(Audience.MEMBER)
def mark_attendance(session_id: int, person_id: int) -> ResponseReturnValue:
    """Mark one person as there, or as not there."""
    session = found(session_visible_to(db.connection(), person(), session_id))
    allow(may_mark_attendance(person(), session))
    row = found(register_row(db.connection(), session, person_id))
    form = MarkAttendance(request.form)
    if not form.validate():
        return _register_page(session, row, status=422)
    present = form.typed("present") == "yes"
    actions.mark_attendance(db.session(), person().id, session, person_id, present=present)
    db.commit()
    say = f"{row.display_name} is marked {'present' if present else 'not present'}."
    return done(
        f"/sessions/{session_id}/register#person-{person_id}",
        "bookings/_register_row.html",
        say,
        session=session,
        row=row,
        present=present,
        is_open=True,
    )


def _register_page(session: SessionView, row: RegisterRow | None, status: int = 200) -> Response:
    """The register; to htmx, which asks about one person, that person's row as it is."""
    return page_or_fragment(
        "bookings/register.html",
        "bookings/_register_row.html",
        status=status,
        session=session,
        rows=register_of(db.connection(), session),
        row=row,
        unclear=row.person_id if row else None,
        present=row is not None and row.present,
        is_open=register_open(session.starts_at, session.ends_at, now()),
    )
