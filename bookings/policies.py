"""Who may do what with events; that they may see them was settled before."""

from typing import Protocol

from core.identity import Identity, Role


class Run(Protocol):
    """An event, or a session of one, that says whether this reader runs it."""

    @property
    def mine_to_run(self) -> bool:
        """True for its organiser and its facilitators."""


class Published(Protocol):
    """An event that says whether it is published."""

    @property
    def published(self) -> bool:
        """False for a draft, which only those who run events see."""


def may_book_place(_person: Identity, event: Published) -> bool:
    """Whoever sees a published event may have a place on it, or wait for one; a draft has none."""
    return event.published


def may_see_register(person: Identity, event: Run) -> bool:
    """The people who run an event see who comes, and mark who came."""
    return event.mine_to_run or person.has(Role.ADMINISTRATOR)


def may_mark_attendance(person: Identity, event: Run) -> bool:
    """Whoever sees the register marks it."""
    return may_see_register(person, event)


def may_see_ratings(person: Identity, event: Run) -> bool:
    """The people who run an event, and every organiser, see what it was rated."""
    return event.mine_to_run or person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_rate_session(session: Run, *, present: bool) -> bool:
    """Somebody who was marked present rates the session, unless they ran it."""
    return present and not session.mine_to_run
