"""The demonstration adds up to the published figures, from rows, and only where nobody is."""

from sqlalchemy import Connection, func, select, update

from accounts.actions.passwords import proof_of
from accounts.models import Person
from bookings.models import (
    Attendance,
    Event,
    EventFacilitator,
    EventSession,
    Rating,
    RatingGiven,
)
from bookings.queries.ratings import learning_set_figures
from core.clock import now
from front.demonstration import DEMONSTRATION_PASSWORD, seed_demonstration
from front.models import METADATA
from tests.front.demonstration.readers import reader

PUBLISHED = {"sets": 9, "attendances": 450, "lived": (90, 450, 20), "top_two": (342, 360, 95)}
CAST = ["Amina K", "Ben T", "Grace O", "Dev P", "Carol W", "Siân M"]


def figures(connection: Connection) -> dict[str, object]:
    found = learning_set_figures(connection, now())
    assert found.lived_experience is not None
    assert found.top_two is not None
    lived, top = found.lived_experience, found.top_two
    return {
        "sets": found.sets,
        "attendances": found.attendances,
        "lived": (lived.part, lived.whole, lived.percent),
        "top_two": (top.part, top.whole, top.percent),
    }


def row_counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in METADATA.sorted_tables
    }


def test_the_published_sentence_comes_from_rows(reading):
    assert figures(reading) == PUBLISHED


def test_attendances_are_more_than_people(reading):
    assert learning_set_figures(reading, now()).people == 383


def test_one_rating_more_or_less_changes_the_sentence(reading):
    of_sets = select(EventSession.id).join(Event).where(Event.kind == "learning_set")
    one = reading.execute(
        select(Rating.session_id, Rating.key)
        .where(Rating.rating == "excellent", Rating.session_id.in_(of_sets))
        .limit(1)
    ).one()
    reading.execute(
        update(Rating)
        .where(Rating.session_id == one.session_id, Rating.key == one.key)
        .values(rating="poor")
    )
    assert figures(reading) == {**PUBLISHED, "top_two": (341, 360, 95)}


def test_one_mark_on_a_register_changes_the_sentence(reading):
    of_sets = select(EventSession.id).join(Event).where(Event.kind == "learning_set")
    one = reading.execute(
        select(Attendance.session_id, Attendance.person_id)
        .where(Attendance.comes_as == "carer", Attendance.session_id.in_(of_sets))
        .limit(1)
    ).one()
    reading.execute(
        update(Attendance)
        .where(Attendance.session_id == one.session_id, Attendance.person_id == one.person_id)
        .values(comes_as="staff")
    )
    assert figures(reading) == {**PUBLISHED, "lived": (89, 450, 20)}


def test_each_learning_set_had_fifty_delegates_and_forty_answers(reading):
    def per_set(table: type[Attendance | Rating | RatingGiven]) -> list[int]:
        counted = (
            select(func.count())
            .select_from(table)
            .join(EventSession, EventSession.id == table.session_id)
            .join(Event, Event.id == EventSession.event_id)
            .where(Event.kind == "learning_set")
            .group_by(Event.id)
        )
        return list(reading.scalars(counted))

    assert per_set(Attendance) == [50] * 9
    assert per_set(Rating) == [40] * 9
    assert per_set(RatingGiven) == [40] * 9


def test_every_answer_is_from_somebody_who_was_there_and_did_not_run_it(rows):
    there = set(rows.execute(select(Attendance.session_id, Attendance.person_id)))
    gave = set(rows.execute(select(RatingGiven.session_id, RatingGiven.person_id)))
    ran = set(
        rows.execute(
            select(EventSession.id, EventFacilitator.person_id).join(
                EventFacilitator, EventFacilitator.event_id == EventSession.event_id
            )
        )
    )
    assert gave - there == set()
    assert there & ran == set()
    answers = select(func.count()).group_by
    assert sorted(rows.scalars(answers(Rating.session_id).select_from(Rating))) == sorted(
        rows.scalars(answers(RatingGiven.session_id).select_from(RatingGiven))
    )


def test_everyone_is_marked_as_invented(rows):
    assert list(rows.scalars(select(Person.demonstration).distinct())) == [True]


def test_delegates_have_no_way_in(rows):
    way_in = select(func.count()).where(Person.password_hash.is_not(None))
    assert rows.scalar(way_in) == 42
    assert rows.scalar(way_in.where(Person.address.is_(None))) == 0
    assert rows.scalar(select(func.count(Person.address))) == 42


def test_the_cast_comes_first_and_signs_in_with_the_printed_password(rows):
    ways = seed_demonstration(rows)
    assert [one.display_name for one in ways] == CAST
    assert [one.address for one in ways] == [
        f"{name}@demo.example" for name in ("amina", "ben", "grace", "dev", "carol", "sian")
    ]
    assert [one.does for one in ways] == [
        "a member",
        "a member",
        "organises",
        "moderates",
        "a member",
        "looks after the site",
    ]
    number = reader(rows, "Siân M").id
    assert proof_of(rows.connection(), number, DEMONSTRATION_PASSWORD).person_id == number


def test_seeding_again_changes_no_row_count(rows, reading):
    before = row_counts(reading)
    assert len(seed_demonstration(rows)) == 6
    rows.flush()
    assert row_counts(reading) == before
    assert before["person"] == 405


def test_a_network_with_somebody_in_it_is_left_alone(database):
    with database.write() as session:
        before = row_counts(session.connection())
        assert seed_demonstration(session) == []
        assert row_counts(session.connection()) == before
        assert before["person"] == 5
