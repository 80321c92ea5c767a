"""What a session was rated, and the programme's own figures; never who said what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from bookings.models import Attendance, Event, EventSession, Rating, RatingGiven
from bookings.rules.ratings import FEWEST_SHOWN, RATINGS, Share, percent, share_of, top_two
from bookings.rules.registers import REGISTER_DAYS


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many people picked one of the five words."""

    word: str
    count: int
    share: float

    @property
    def percent(self) -> int:
        """The share, rounded half up. Unit: percent."""
        return percent(self.share)


@dataclass(frozen=True, slots=True)
class SessionRatings:
    """What a session's ratings say; under five answers only their absence, and the reason."""

    answers: int | None
    present: int
    counts: tuple[RatingCount, ...]
    top_two: Share | None
    worked_well: tuple[str, ...]
    would_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningSetFigures:
    """The programme's published sentence, from rows: sets held, who came, what they said."""

    sets: int
    attendances: int
    people: int
    lived_experience: Share | None
    top_two: Share | None


_COUNTS = (
    select(Rating.rating, func.count())
    .where(Rating.session_id == bindparam("session_id"), Rating.released)
    .group_by(Rating.rating)
)
# Ordered by the words themselves: any other order could tell who wrote when.
_WORDS = select(Rating.worked_well, Rating.would_change).where(
    Rating.session_id == bindparam("session_id"), Rating.released
)
_PRESENT = select(func.count()).where(Attendance.session_id == bindparam("session_id"))


def ratings_of(connection: Connection, session_id: int) -> SessionRatings:
    """What a session that the reader may see was rated, or nothing yet when it is too few."""
    bound = {"session_id": session_id}
    counted = {row[0]: row[1] for row in connection.execute(_COUNTS, bound)}
    present = connection.scalar(_PRESENT, bound) or 0
    answers = sum(counted.values())
    if answers < FEWEST_SHOWN:
        return SessionRatings(None, present, (), None, (), ())
    rows = connection.execute(_WORDS, bound).all()
    return SessionRatings(
        answers,
        present,
        tuple(
            RatingCount(word, counted.get(key, 0), counted.get(key, 0) / answers)
            for key, word in RATINGS
        ),
        top_two(list(counted.items())),
        tuple(sorted(row[0] for row in rows if row[0])),
        tuple(sorted(row[1] for row in rows if row[1])),
    )


def has_rated(connection: Connection, session_id: int, person_id: int) -> bool:
    """True when this person's answer is in."""
    given = select(RatingGiven.person_id).where(
        RatingGiven.session_id == session_id, RatingGiven.person_id == person_id
    )
    return connection.execute(given).first() is not None


_held = (
    select(EventSession.id)
    .join(Event, Event.id == EventSession.event_id)
    .where(
        Event.kind == "learning_set",
        Event.cancelled_at.is_(None),
        Event.published_at.is_not(None),
        Event.group_id.is_(None),
        EventSession.ends_at < bindparam("closed_before"),
    )
)
_ATTENDED = (
    select(
        func.count(func.distinct(EventSession.event_id)),
        func.count(),
        func.count(func.distinct(Attendance.person_id)),
        func.count().filter(Attendance.comes_as.in_(["service_user", "carer"])),
        func.count().filter(Attendance.comes_as != "not_said"),
    )
    .select_from(Attendance)
    .join(EventSession, EventSession.id == Attendance.session_id)
    .where(Attendance.session_id.in_(_held))
)
_RATED = (
    select(Rating.rating, func.count())
    .where(Rating.session_id.in_(_held), Rating.released)
    .group_by(Rating.rating)
)


def learning_set_figures(connection: Connection, moment: datetime) -> LearningSetFigures:
    """The figures of every open learning set whose register was closed before `moment`.

    Only closed registers count: while one is open, somebody could take a mark away and watch the
    figures move, and so learn what one person came as.
    Unit: sets, marks, people; shares from 0 to 1.
    Source: the programme's published sentence ("450 delegates, about 20 % service users or carers,
    95 % rated sessions Excellent or Very good").
    Definitions: an attendance is a mark on a register; the lived-experience share counts those who
    came as a service user or carer among those who said what they came as; the top-two share counts
    Excellent and Very good among the answers that are released.
    """
    bound = {"closed_before": moment - timedelta(days=REGISTER_DAYS)}
    sets, attendances, people, lived, said = connection.execute(_ATTENDED, bound).one()
    counts = [(row[0], row[1]) for row in connection.execute(_RATED, bound)]
    return LearningSetFigures(sets, attendances, people, share_of(lived, said), top_two(counts))
