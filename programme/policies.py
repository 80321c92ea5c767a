"""Who looks after groups; that they may see one was settled before."""

from core.identity import Identity, Role


def may_make_group(person: Identity) -> bool:
    """Organisers and administrators make groups."""
    return person.has(Role.ORGANISER, Role.ADMINISTRATOR)


def may_change_group(person: Identity) -> bool:
    """They also say what a group is called and who is in it; its members do not."""
    return may_make_group(person)
