"""Who may do what with accounts."""

from core.identity import Identity, Role


def may_invite_person(person: Identity, roles: frozenset[str]) -> bool:
    """Organisers invite members and facilitators; only administrators give the other roles."""
    if person.has(Role.ADMINISTRATOR):
        return True
    return person.has(Role.ORGANISER) and roles <= {Role.FACILITATOR}


def may_mute_person(person: Identity, other_id: int) -> bool:
    """Everyone may mute or block everyone but themselves."""
    return person.id != other_id
