"""Who may do what with accounts."""

from core.identity import Identity, Role


def may_invite_person(person: Identity, roles: frozenset[str]) -> bool:
    """Organisers invite members and facilitators; only administrators give the other roles."""
    if person.has(Role.ADMINISTRATOR):
        return True
    return person.has(Role.ORGANISER) and roles <= {Role.FACILITATOR}
