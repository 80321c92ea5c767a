"""Who is asking, as every policy sees them: a number, a chosen name and the roles they hold."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

#: New notices are counted so far and no further.
MOST_NOTICES_COUNTED = 99


class Role(StrEnum):
    """What somebody does for the programme, on top of being a member like everyone else."""

    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Identity(NamedTuple):
    """The signed-in person, read once a request, with the four members Flask-Login asks for."""

    id: int
    display_name: str
    roles: frozenset[str]
    joined_at: datetime
    sign_in_id: int
    seen_at: datetime
    token: str
    new_notices: int = 0
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def __repr__(self) -> str:
        """Who it is, without the secret of the sign-in."""
        return f"Identity(id={self.id}, roles={sorted(self.roles)})"

    def get_id(self) -> str:
        """The secret of this sign-in, which the cookie holds instead of the person's number."""
        return self.token

    def has(self, *roles: Role) -> bool:
        """True when the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)
