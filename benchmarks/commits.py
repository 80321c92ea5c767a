"""What this disk can do: how many writes of one row are safe on it in a second."""

import time

from sqlalchemy import update

from accounts.models import SignIn
from core.clock import now
from core.db import Database


def commits_per_s(database: Database, seconds: float = 1.0) -> float:
    """Durable commits a second, one after the other; a reply needs one."""
    kept, began = 0, time.perf_counter()
    with database.write() as session:
        while time.perf_counter() - began < seconds:
            session.execute(update(SignIn).where(SignIn.id == 1).values(seen_at=now()))
            session.commit()
            kept += 1
    return kept / (time.perf_counter() - began)
