"""The people of the demonstration have pages, have done things, and are told some."""

from sqlalchemy import func, select

from accounts.models import Notice, Person, Profile
from accounts.queries.notices import notices_of
from accounts.queries.profiles import profile_visible_to
from programme.models import DirectoryEntry
from programme.queries import Asked, entries_for
from programme.rules import CHALLENGES
from tests.front.demonstration.readers import reader


def test_some_show_much_some_little_and_some_nothing(rows, reading):
    carol = reader(rows, "Carol W")

    def shown(name: str):
        found = profile_visible_to(reading, carol, reader_id(rows, name))
        assert found
        return (found.from_where, found.roles, found.joined_at is not None, found.is_plain)

    assert shown("Grace O") == ("Harrowmere", ("facilitator", "organiser"), True, False)
    assert shown("Ben T") == ("Harrowmere, near the canal", (), False, False)
    assert shown("Fintan") == ("", (), False, True)
    assert rows.scalar(select(func.count()).select_from(Profile)) == 39


def reader_id(rows, name: str) -> int:
    [number] = rows.scalars(select(Person.id).where(Person.display_name == name))
    return number


def test_somebody_has_done_something_about_every_challenge(rows, reading):
    carol = reader(rows, "Carol W")
    for challenge in CHALLENGES:
        assert entries_for(reading, carol, Asked(challenge.number), None).rows, challenge.name
    music = entries_for(reading, carol, Asked(interest="music"), None).rows
    assert [entry.display_name for entry in music] == ["Marlon", "Joyce with the choir"]
    assert rows.scalar(select(func.count()).select_from(DirectoryEntry)) == 15


def test_a_newcomer_is_told_something_new_and_something_old(rows, reading):
    told = notices_of(reading, reader(rows, "Amina K"), None).rows
    assert [(notice.url, notice.is_new) for notice in told] == [
        ("/people", True),
        ("/ground-rules", False),
    ]
    assert rows.scalar(select(func.count()).select_from(Notice)) == 3
