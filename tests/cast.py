"""The standing cast: five people whom every test knows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from accounts.models import Person, PersonRole, SignIn
from accounts.queries import hashed
from core.clock import now
from core.identity import Identity
from core.text import folded
from forum.models import KnownWriter, Space
from programme.models import Group, GroupMember

JOINED = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Member:
    """One of the cast."""

    id: int
    name: str
    roles: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The secret of this person's sign-in."""
        return f"token-of-{self.name.lower()}"

    @property
    def address(self) -> str:
        """Where this person gets mail."""
        return f"{self.name.lower()}@example.org"

    def identity(self) -> Identity:
        """The person as policies and actions see them."""
        return Identity(
            self.id, self.name, frozenset(self.roles), JOINED, self.id, now(), self.token
        )


#: Lived experience, a carer, a staff member who organises, a moderator, and an outsider.
AMINA = Member(1, "Amina")
BEN = Member(2, "Ben")
GRACE = Member(3, "Grace", ("facilitator", "organiser"))
DEV = Member(4, "Dev", ("moderator",))
CAROL = Member(5, "Carol")
CAST = (AMINA, BEN, GRACE, DEV, CAROL)

#: Two spaces: one open to everyone signed in, one of a group that Carol is not in.
OPEN_SPACE, CLOSED_SPACE = 1, 2
CLOSED_GROUP = 1


def bring_in_the_cast(session: Session) -> None:
    """The five people, each signed in once, a closed group without Carol, and two spaces."""
    moment = now()
    for who in CAST:
        session.add(
            Person(
                id=who.id,
                display_name=who.name,
                name_folded=folded(who.name),
                address=who.address,
                joined_at=JOINED,
                demonstration=False,
            )
        )
    session.flush()
    for who in CAST:
        session.add_all(PersonRole(person_id=who.id, role=role) for role in who.roles)
        session.add(
            SignIn(
                id=who.id,
                token_hash=hashed(who.token),
                person_id=who.id,
                kept=True,
                started_at=moment,
                # Long runs must not see the mark of being seen move by itself.
                seen_at=moment + timedelta(hours=2),
                expires_at=moment + timedelta(days=3650),
            )
        )
    # A moderator has read their first posts: what they write is there at once.
    session.add_all(KnownWriter(person_id=who.id) for who in CAST)
    session.add(Group(id=CLOSED_GROUP, name="Closed group", about=""))
    session.flush()
    session.add_all(
        GroupMember(group_id=CLOSED_GROUP, person_id=who.id) for who in CAST if who is not CAROL
    )
    session.add(_space(OPEN_SPACE, "open", None))
    session.add(_space(CLOSED_SPACE, "closed", CLOSED_GROUP))
    session.flush()


def _space(number: int, key: str, group_id: int | None) -> Space:
    return Space(
        id=number,
        key=key,
        name=f"The {key} space",
        purpose="To talk.",
        group_id=group_id,
        writers="everyone",
        position=number,
    )
