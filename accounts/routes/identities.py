"""Who a cookie belongs to; core/access.py asks once a request."""

from datetime import timedelta

from sqlalchemy.orm import Session

from accounts.actions.sign_ins import see_person
from accounts.queries import identity_for
from accounts.rules import SEEN_STEP_MINUTES
from core import db
from core.access import asked_by_itself
from core.after_answer import Work, after_answer
from core.clock import now
from core.identity import Identity


def load_identity(token: str) -> Identity | None:
    """The signed-in person; now and then their sign-in is marked as seen once the page is sent."""
    identity = identity_for(db.connection(), token)
    step = timedelta(minutes=SEEN_STEP_MINUTES)
    if identity and now() - identity.seen_at > step and not asked_by_itself():
        after_answer(_seen(identity.sign_in_id))
    return identity


def _seen(sign_in_id: int) -> Work:
    def work(session: Session) -> None:
        see_person(session, sign_in_id)

    return work
