"""Rate a session one was at; see what a session was rated."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from bookings.actions.ratings import Answer
from bookings.actions.ratings import rate_session as rate
from bookings.forms import RateSession
from bookings.policies import may_rate_session, may_see_ratings
from bookings.queries.events import SessionView, session_visible_to
from bookings.queries.ratings import has_rated, ratings_of
from bookings.queries.registers import was_present
from bookings.routes import blueprint
from bookings.rules.ratings import FEWEST_SHOWN, AlreadyRated, FeedbackNotOpen, feedback_open
from core import db
from core.access import Audience, access, allow, person
from core.clock import now
from core.html import done, page, page_or_fragment
from core.refusals import Refusal, found


@blueprint.get("/sessions/<id:session_id>/feedback")
@access(Audience.MEMBER)
def feedback(session_id: int) -> ResponseReturnValue:
    """The form, the promise above it, or the reason why there is no form."""
    session = _session_to_rate(session_id)
    return page("bookings/feedback.html", **_feedback(session, RateSession(), _state(session)))


@blueprint.post("/sessions/<id:session_id>/feedback")
@access(Audience.MEMBER)
def rate_session(session_id: int) -> ResponseReturnValue:
    """Keep what one thought of a session, without one's name."""
    session = _session_to_rate(session_id)
    form = RateSession(request.form)
    if not form.validate():
        return _again(session, form, 422)
    try:
        rate(db.session(), person().id, session.id, session.ends_at, _answer(form))
    except Refusal as refusal:
        return _again(session, form, 409, refusal)
    db.commit()
    say = "Thank you. Your answer is in, without your name."
    return done(
        f"/sessions/{session_id}/feedback",
        "bookings/_feedback.html",
        say,
        **_feedback(session, RateSession(), AlreadyRated()),
    )


@blueprint.get("/sessions/<id:session_id>/ratings")
@access(Audience.MEMBER)
def ratings(session_id: int) -> ResponseReturnValue:
    """What the session was rated, for those who run events; nothing under five answers."""
    session = found(session_visible_to(db.connection(), person(), session_id))
    allow(may_see_ratings(person(), session))
    results = ratings_of(db.connection(), session.id)
    return page("bookings/ratings.html", session=session, results=results, fewest=FEWEST_SHOWN)


def _session_to_rate(session_id: int) -> SessionView:
    session = found(session_visible_to(db.connection(), person(), session_id))
    present = was_present(db.connection(), session_id, person().id)
    allow(may_rate_session(session, present=present))
    return session


def _answer(form: RateSession) -> Answer:
    return Answer(form.typed("rating"), form.typed("worked_well"), form.typed("would_change"))


def _state(session: SessionView) -> Refusal | None:
    """None while the form is open, else the reason why there is none."""
    if has_rated(db.connection(), session.id, person().id):
        return AlreadyRated()
    return None if feedback_open(session.ends_at, now()) else FeedbackNotOpen()


def _feedback(session: SessionView, form: RateSession, closed: Refusal | None) -> dict[str, Any]:
    return {"session": session, "form": form, "closed": closed}


def _again(
    session: SessionView, form: RateSession, status: int, refusal: Refusal | None = None
) -> Response:
    db.rollback()
    context = _feedback(session, form, refusal)
    return page_or_fragment(
        "bookings/feedback.html", "bookings/_feedback.html", status=status, **context
    )
