"""The demonstration programme: invented people, real material, for anyone to try the site with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.clock import now
from front.demonstration.decisions import add_decisions
from front.demonstration.delegates import invite_delegates
from front.demonstration.discussions import add_discussions, link_events
from front.demonstration.events import add_events
from front.demonstration.groups import add_closed_spaces, add_groups
from front.demonstration.marks import add_marks
from front.demonstration.moderation import add_moderation
from front.demonstration.people import DEMONSTRATION_PASSWORD, WayIn, add_people, ways_in
from front.demonstration.places import add_places
from front.demonstration.profiles import add_directory, add_notices, add_profiles
from front.demonstration.ratings import add_ratings
from front.search_index import index_everything

__all__ = ["DEMONSTRATION_PASSWORD", "WayIn", "holds_demonstration", "seed_demonstration"]


def holds_demonstration(session: Session) -> bool:
    """True when the database has invented people in it."""
    return session.scalar(select(Person.id).where(Person.demonstration).limit(1)) is not None


def seed_demonstration(session: Session) -> list[WayIn]:
    """The people a newcomer can sign in as; an empty network is filled first.

    The spaces that every installation has must be laid out. The caller commits.
    """
    if session.scalar(select(Person.id).limit(1)) is None:
        _fill(session)
    return ways_in(session)


def _fill(session: Session) -> None:
    moment = now().replace(microsecond=0)
    people = add_people(session, moment)
    add_profiles(session, people, moment)
    add_directory(session, people, moment)
    add_notices(session, people, moment)
    groups = add_groups(session, people)
    add_closed_spaces(session, groups)
    add_discussions(session, people, moment)
    add_decisions(session, people, moment)
    add_marks(session, people)
    add_moderation(session, people, moment)
    events = add_events(session, people, groups, moment)
    link_events(session, events)
    delegates = invite_delegates(session, events, people, moment)
    add_ratings(session, add_places(session, events, people, delegates))
    index_everything(session)
    session.flush()
