"""The cast, as if they had all just turned a page."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.models import SignIn
from core.clock import now


@pytest.fixture
def session(session: Session) -> Session:
    """A session of the test's own.

    The cast was signed in when the suite began. Five minutes into a long run "last seen" would move
    with their next page, and a test that says that nothing changed would see it.
    """
    session.execute(update(SignIn).values(seen_at=now()))
    session.commit()
    return session
