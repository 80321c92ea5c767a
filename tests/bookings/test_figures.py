"""The programme's published figures: what counts as held, as an attendance, as a rating."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bookings.models import Attendance, Event, EventSession, Rating
from bookings.queries.ratings import LearningSetFigures, learning_set_figures
from bookings.rules.registers import REGISTER_DAYS
from core.clock import now
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, DEV, GRACE, Member
from tests.client import HouseClient
from tests.factories import an_event


def held(
    session: Session,
    came: list[tuple[Member, str]],
    ratings: list[str],
    *,
    sessions: int = 1,
    released: bool = True,
    **told: object,
) -> Event:
    """An event whose sessions all had these people and these ratings, and are closed since."""
    told.setdefault("starts_at", now() - timedelta(days=REGISTER_DAYS + 1, weeks=sessions))
    event = an_event(session, sessions=sessions, **told)  # type: ignore[arg-type]
    for dated in session.query(EventSession).filter_by(event_id=event.id):
        session.add_all(
            Attendance(
                session_id=dated.id, person_id=who.id, comes_as=comes_as, marked_by_id=GRACE.id
            )
            for who, comes_as in came
        )
        session.add_all(
            Rating(
                session_id=dated.id,
                key=f"k{n}",
                rating=rating,
                worked_well="",
                would_change="",
                released=released,
            )
            for n, rating in enumerate(ratings)
        )
    session.flush()
    return event


def figures(session: Session) -> LearningSetFigures:
    return learning_set_figures(session.connection(), now())


def told(found: LearningSetFigures) -> tuple[object, ...]:
    lived, top = found.lived_experience, found.top_two
    return (
        found.sets,
        found.attendances,
        found.people,
        lived and (lived.part, lived.whole),
        top and (top.part, top.whole),
    )


def test_nothing_was_held(session: Session) -> None:
    assert told(figures(session)) == (0, 0, 0, None, None)


def test_each_figure_is_its_definition(session: Session) -> None:
    """Amina comes twice, as different things; whoever did not say is not in the share."""
    held(
        session,
        [(AMINA, "service_user"), (BEN, "carer"), (DEV, "staff"), (CAROL, "not_said")],
        ["excellent", "very_good", "good"],
    )
    held(session, [(AMINA, "peer_worker")], ["poor", "excellent"])
    assert told(figures(session)) == (2, 5, 4, (2, 4), (3, 5))


def test_a_set_of_three_sessions_is_one_set(session: Session) -> None:
    held(session, [(AMINA, "carer")], ["good", "good"], sessions=3)
    assert told(figures(session)) == (1, 3, 1, (3, 3), (0, 6))


def test_what_does_not_count(session: Session) -> None:
    came, ratings = [(AMINA, "carer")], ["good"] * 5
    held(session, came, ratings, cancelled=True)
    held(session, came, ratings, published=False)
    for kind in ("webinar", "course", "action_learning_set", "one_off"):
        held(session, came, ratings).kind = kind
    held(session, came, ratings, starts_at=now() - timedelta(hours=1))
    held(session, came, ratings, group=CLOSED_GROUP)
    held(session, [], [])
    session.flush()
    assert told(figures(session)) == (0, 0, 0, None, None)


def test_only_sessions_with_a_closed_register_count(session: Session) -> None:
    """Of three weekly sessions the last has its register open still: nobody can watch it."""
    begins = now() - timedelta(days=REGISTER_DAYS + 8)
    held(session, [(AMINA, "carer")], [], sessions=3, starts_at=begins)
    assert told(figures(session)) == (1, 2, 1, (2, 2), None)


def test_a_mark_on_an_open_register_moves_nothing(
    grace: HouseClient, visitor: HouseClient, session: Session
) -> None:
    held(session, [(AMINA, "carer"), (DEV, "staff")], ["excellent"] * 5)
    event = held(session, [(BEN, "carer")], [], starts_at=now() - timedelta(days=2))
    number = session.query(EventSession).filter_by(event_id=event.id).one().id
    session.commit()
    before = visitor.get("/").text
    assert grace.post(f"/sessions/{number}/register/{BEN.id}", {"present": "no"}).status_code == 303
    session.rollback()
    assert session.query(Attendance).filter_by(session_id=number).count() == 0
    assert visitor.get("/").text == before


def test_answers_that_wait_are_not_shown(session: Session) -> None:
    held(session, [(AMINA, "not_said")], ["good"] * 4, released=False)
    assert told(figures(session)) == (1, 1, 1, None, None)
    held(session, [(AMINA, "not_said")], ["excellent"] * 5)
    assert told(figures(session)) == (2, 2, 1, None, (5, 5))


def test_the_welcome_page_says_them(visitor: HouseClient, session: Session) -> None:
    session.commit()
    assert "Our learning sets so far" not in visitor.get("/").text
    held(session, [(AMINA, "carer"), (DEV, "staff")], ["excellent"] * 9 + ["poor"])
    session.commit()
    text = visitor.get("/").text
    assert "We have held 1 learning set. People came 2 times: 2 different people in all." in text
    assert 'Of the 2 answers, 1 (50%) were "service user" or "carer".' in text
    assert (
        "9 of 10 ratings (90%) were Excellent or Very good. The more people answer, the surer "
        "we can be. For now, the real share is most likely between 60% and 98%."
    ) in text
