"""What somebody's own page shows to one reader: what its owner chose, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, select

from accounts.models import Person, PersonMute, Profile
from accounts.queries.identities import ROLES
from accounts.queries.mutes import not_blocked
from core.identity import Identity


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Somebody's page; `kind` says whether the reader has muted or blocked them."""

    person_id: int
    display_name: str
    kind: str | None
    about_html: Markup
    from_where: str
    roles: tuple[str, ...]
    joined_at: datetime | None

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing on it but a name."""
        return not (self.about_html or self.from_where or self.roles or self.joined_at)


_PROFILE = (
    select(
        Person.id,
        Person.display_name,
        PersonMute.kind,
        Profile.about_html,
        Profile.from_where,
        Profile.shows_roles,
        Profile.shows_joined,
        Person.joined_at,
        ROLES.label("roles"),
    )
    .outerjoin(
        PersonMute,
        and_(PersonMute.other_id == Person.id, PersonMute.person_id == bindparam("reader_id")),
    )
    # Whom the owner has blocked meets the page of somebody who never wrote one.
    .outerjoin(Profile, and_(Profile.person_id == Person.id, not_blocked(Person.id)))
    .where(Person.id == bindparam("person_id"))
)


def profile_visible_to(
    connection: Connection, reader: Identity, person_id: int
) -> ProfileView | None:
    """Somebody's page as the reader may see it; None when there is nobody of this number."""
    row = connection.execute(_PROFILE, {"reader_id": reader.id, "person_id": person_id}).first()
    if row is None:
        return None
    return ProfileView(
        row.id,
        row.display_name,
        row.kind,
        Markup(row.about_html or ""),  # noqa: S704 - rendered and sanitised by core.text
        row.from_where or "",
        tuple(sorted((row.roles or "").split())) if row.shows_roles else (),
        row.joined_at if row.shows_joined else None,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody chose to show: their words as typed, and what the site may add."""

    about: str = ""
    from_where: str = ""
    shows_roles: bool = False
    shows_joined: bool = False


def own_profile(connection: Connection, reader: Identity) -> Shown:
    """What the reader chose to show of themselves; empty when they chose nothing yet."""
    columns = (Profile.about, Profile.from_where, Profile.shows_roles, Profile.shows_joined)
    row = connection.execute(select(*columns).where(Profile.person_id == reader.id)).first()
    return Shown(*row) if row else Shown()
