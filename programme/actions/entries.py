"""Say what one has done and would talk about, and take it back."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.models import Person
from core import audit
from core.clock import now
from core.text import folded
from programme.models import DirectoryEntry
from programme.rules import MOST_ENTRIES, EnoughEntries


def add_entry(
    session: Session, person_id: int, challenge: int | None, interest: str, words: str
) -> DirectoryEntry:
    """What the person says they have done; saying the same twice gives the same entry.

    Raises: EnoughEntries.
    """
    # Two presses of one person wait for each other here.
    session.scalars(select(Person.id).where(Person.id == person_id).with_for_update()).one()
    mine = DirectoryEntry.person_id == person_id
    there = select(DirectoryEntry).where(
        mine,
        DirectoryEntry.challenge.is_not_distinct_from(challenge),
        DirectoryEntry.interest_folded == folded(interest),
        DirectoryEntry.words == words,
    )
    if (entry := session.scalars(there).first()) is not None:
        return entry
    if session.scalars(select(func.count()).where(mine)).one() >= MOST_ENTRIES:
        raise EnoughEntries
    entry = DirectoryEntry(
        person_id=person_id,
        challenge=challenge,
        interest=interest,
        interest_folded=folded(interest),
        words=words,
        made_at=now(),
    )
    session.add(entry)
    session.flush()
    audit.note(session, person_id, "entry_added", "directory_entry", entry.id)
    session.flush()
    return entry


def remove_entry(session: Session, person_id: int, entry_id: int) -> None:
    """This entry of the person's is gone; one that is not theirs stays."""
    mine = delete(DirectoryEntry).where(
        DirectoryEntry.id == entry_id, DirectoryEntry.person_id == person_id
    )
    if session.scalars(mine.returning(DirectoryEntry.id)).first() is not None:
        audit.note(session, person_id, "entry_removed", "directory_entry", entry_id)
    session.flush()
