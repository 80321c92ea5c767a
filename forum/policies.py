"""Who may write where; that they may read it was settled before."""

from typing import Protocol

from core.identity import Identity, Role


class Writable(Protocol):
    """A space, or a thread in one, which says who writes in it."""

    @property
    def writers(self) -> str:
        """Either everyone or organisers."""


def may_start_thread(person: Identity, space: Writable) -> bool:
    """Everyone who reads a space writes in it, unless only organisers do."""
    return space.writers == "everyone" or person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_write_reply(person: Identity, thread: Writable) -> bool:
    """As for starting a thread in the thread's space."""
    return thread.writers == "everyone" or person.has(Role.ORGANISER, Role.ADMINISTRATOR)
