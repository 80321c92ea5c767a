"""People of the demonstration as the site sees them when they are signed in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from accounts.queries import demonstration_people
from core.clock import now
from core.identity import Identity


def reader(session: Session, name: str) -> Identity:
    who = session.scalars(select(Person).where(Person.display_name == name)).one()
    ways = {
        one.display_name: one.roles.split() for one in demonstration_people(session.connection())
    }
    return Identity(
        who.id, name, frozenset(ways.get(name, [])), who.joined_at, 0, now(), "no sign-in"
    )
