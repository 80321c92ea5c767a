"""Change what somebody would rather not meet. There is no audit line for it: it is theirs."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.models import Person
from core.db import insert_into
from forum.models import MuteWord, NoteChoice
from forum.rules.wishes import FOLD, MOST_MUTE_WORDS, EnoughWords, compared


def choose_notes(session: Session, person_id: int, chosen: Mapping[str, str]) -> None:
    """Have these content notes shown, folded or left out for the person; others stay as they are.

    Folding is what holds for everyone, and is not kept as a choice.
    """
    theirs = NoteChoice.person_id == person_id
    session.execute(delete(NoteChoice).where(theirs, NoteChoice.note.in_(list(chosen))))
    rows = [
        {"person_id": person_id, "note": note, "choice": choice}
        for note, choice in chosen.items()
        if choice != FOLD
    ]
    if rows:
        insert = insert_into(session.connection(), NoteChoice.__table__)
        # Another page of the same person may have kept its own at this moment: the later counts.
        again = insert.on_conflict_do_update(
            index_elements=["person_id", "note"], set_={"choice": insert.excluded.choice}
        )
        session.execute(again, rows)


def mute_word(session: Session, person_id: int, word: str) -> None:
    """Have a word covered for the person; one that is covered already stays as it was typed.

    Raises: EnoughWords.
    """
    # Two presses of one person wait for each other here.
    session.scalars(select(Person.id).where(Person.id == person_id).with_for_update()).one()
    theirs = MuteWord.person_id == person_id
    there = select(MuteWord.word).where(theirs, MuteWord.word_folded == compared(word))
    if session.scalars(there).first() is not None:
        return
    if session.scalars(select(func.count()).select_from(MuteWord).where(theirs)).one() >= (
        MOST_MUTE_WORDS
    ):
        raise EnoughWords
    session.add(MuteWord(person_id=person_id, word_folded=compared(word), word=word))
    session.flush()


def unmute_word(session: Session, person_id: int, word: str) -> None:
    """The word is not covered for the person any more, if it was."""
    theirs = (MuteWord.person_id == person_id) & (MuteWord.word_folded == compared(word))
    session.execute(delete(MuteWord).where(theirs))
