"""Who may write where; that they may read it was settled before."""

from typing import Protocol

from core.identity import Identity, Role


class Writable(Protocol):
    """A space, or a thread in one, which says who writes in it."""

    @property
    def writers(self) -> str:
        """Either everyone or organisers."""


class Authored(Protocol):
    """Something that somebody wrote."""

    @property
    def author_id(self) -> int:
        """Who wrote it."""


def may_change_post(person: Identity, post: Authored) -> bool:
    """Authors change what they wrote, and nobody else does."""
    return post.author_id == person.id


def may_note_post(person: Identity, _post: Authored) -> bool:
    """Moderators put content notes on what others wrote; authors do so when they edit."""
    return person.has(Role.MODERATOR, Role.ADMINISTRATOR)


def may_react_to_post(person: Identity, post: Authored) -> bool:
    """Everyone thanks others, and nobody thanks themselves."""
    return post.author_id != person.id


def may_start_thread(person: Identity, space: Writable) -> bool:
    """Everyone who reads a space writes in it, unless only organisers do."""
    return space.writers == "everyone" or person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_write_reply(person: Identity, thread: Writable) -> bool:
    """As for starting a thread in the thread's space."""
    return thread.writers == "everyone" or person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_start_space(person: Identity) -> bool:
    """Organisers and administrators make spaces, and say in which order they stand."""
    return person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_change_space(person: Identity) -> bool:
    """Those who look after threads also look after the spaces that they can see."""
    return person.has(Role.MODERATOR, Role.ORGANISER, Role.ADMINISTRATOR)


def may_run_thread(person: Identity) -> bool:
    """Moderators, organisers and administrators look after the threads that they can see."""
    return person.has(Role.MODERATOR, Role.ORGANISER, Role.ADMINISTRATOR)


def may_change_decision(person: Identity) -> bool:
    """Those who look after threads move a decision on, and so do facilitators."""
    return may_run_thread(person) or person.has(Role.FACILITATOR)


def may_describe_thread(person: Identity, thread: Authored) -> bool:
    """Whoever started a thread says what it is about, and so may those who look after threads."""
    return thread.author_id == person.id or may_run_thread(person)
