"""How often something may be tried, counted in the database so that every server process agrees."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base
from core.limits import Limit
from core.refusals import TooMany


class RateCount(Base):
    """How many tries were made under one key in one window; the key is a hash, not an address."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]


def count_try(session: Session, limit: Limit, who: str) -> None:
    """Count one try; the caller commits, also when it then refuses for another reason.

    Raises: TooMany, when the window's tries are used up.
    """
    key = sha256(f"{limit.name}:{who}".encode()).hexdigest()[:32]
    moment = now()
    session.execute(delete(RateCount).where(RateCount.window_ends_at <= moment))
    counted = session.scalar(select(RateCount).where(RateCount.key == key).with_for_update())
    if counted is None:
        ends = moment + timedelta(seconds=limit.window_seconds)
        session.add(RateCount(key=key, window_ends_at=ends, tries=1))
    elif counted.tries >= limit.most:
        raise TooMany(max(1, int((counted.window_ends_at - moment).total_seconds())))
    else:
        counted.tries += 1
    session.flush()
