"""The site with its lock taken away: the control, which shows that the race can be lost.

Two people must have counted before either takes the place; nothing of this is in the site itself.
"""

import os
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

from bookings.actions import places
from bookings.models import Event
from bookings.rules.places import why_not_bookable
from core.refusals import Refusal
from front.app import create_app

#: How long somebody who has counted waits for a second one. Unit: seconds.
PATIENCE_SECONDS = 5


def _read_without_lock(session: Session, event_id: int) -> Event:
    return session.scalars(select(Event).where(Event.id == event_id)).one()


def _decide_then_wait_for_another(**known: Any) -> Refusal | None:
    refusal = why_not_bookable(**known)
    if refusal is None:
        counted = Path(os.environ["INSTANCE_PATH"]) / "counted"
        counted.mkdir(exist_ok=True)
        (counted / str(os.getpid())).touch()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(list(counted.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.005)
    return refusal


def _unlocked_sqlite(url: str) -> Any:
    """An engine that begins nothing: every statement stands alone."""
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=5000").close()

    return engine


patch.object(places, "lock_event", _read_without_lock).start()
patch.object(places, "why_not_bookable", _decide_then_wait_for_another).start()
app = create_app()
if app.config["SETTINGS"].database_url.startswith("sqlite"):
    app.extensions["database"].writing = _unlocked_sqlite(app.config["SETTINGS"].database_url)
