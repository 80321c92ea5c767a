"""Who may decide about what; that they may see it was settled before."""

from typing import Protocol

from core.identity import Identity


class Reviewed(Protocol):
    """An item that says whose thing it is about and whether this reader told us about it."""

    @property
    def author_id(self) -> int:
        """Who wrote the thing."""

    @property
    def reported_by_me(self) -> bool:
        """True while the reader's own report is open."""


def may_decide_item(person: Identity, item: Reviewed) -> bool:
    """Nobody decides about what they wrote or about what they reported themselves."""
    return item.author_id != person.id and not item.reported_by_me


def may_claim_item(person: Identity, item: Reviewed) -> bool:
    """Whoever could decide about it can say that they look at it."""
    return may_decide_item(person, item)


def may_restrict_author(person: Identity, item: Reviewed) -> bool:
    """Whoever could decide about the thing can ask something of its author."""
    return may_decide_item(person, item)
