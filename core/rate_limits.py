"""How often something may be tried, counted in the database so that every server process agrees."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base, insert_into
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
    # One statement, because two first tries at the same moment both find no row to lock.
    first = insert_into(session.connection(), RateCount.__table__).values(
        key=key, window_ends_at=moment + timedelta(seconds=limit.window_seconds), tries=1
    )
    counted = session.scalar(
        first.on_conflict_do_update(
            index_elements=["key"],
            set_={"tries": RateCount.tries + 1},
            where=RateCount.tries < limit.most,
        ).returning(RateCount.tries)
    )
    if counted is None:
        ends = session.scalars(select(RateCount.window_ends_at).where(RateCount.key == key)).one()
        raise TooMany(max(1, int((ends - moment).total_seconds())))
