"""Keep what somebody is writing, until it is sent or they start again."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from core.clock import now
from core.db import insert_into
from forum.models import Draft, DraftChoices
from forum.rules.drafts import (
    DRAFT_DAYS,
    MOST_DRAFTS,
    DraftMovedOn,
    Place,
    TooManyDrafts,
    Unsent,
)


def save_draft(session: Session, person_id: int, unsent: Unsent) -> Draft | None:
    """The saved words of a place with these as their newest; None when there are none at all.

    Nothing is taken away by leaving it empty. Raises: DraftMovedOn, when the page is older than
    what was saved; TooManyDrafts.
    """
    draft = _held(session, person_id, unsent.place)
    if draft is None:
        if unsent.empty:
            return None
        draft = _begun(session, person_id, unsent)
    chosen = session.get_one(DraftChoices, draft.id, populate_existing=True)
    if not unsent.may_follow(draft.sequence, chosen.page):
        raise DraftMovedOn
    if _put(draft, chosen, unsent):
        draft.sequence = max(draft.sequence, unsent.sequence) + 1
        draft.saved_at = now()
        chosen.page = unsent.page
    session.flush()
    return draft


def _put(draft: Draft, chosen: DraftChoices, unsent: Unsent) -> bool:
    """Have the draft hold the newest words and choices; whether that is a change."""
    words = {"title": unsent.title or draft.title, "text": unsent.text or draft.text}
    changed = False
    choices = asdict(unsent.choices) | asdict(unsent.about)
    for kept, told in ((draft, words), (chosen, choices)):
        for name, value in told.items():
            changed = changed or getattr(kept, name) != value
            setattr(kept, name, value)
    return changed


def drop_draft(session: Session, person_id: int, sent: Unsent) -> None:
    """Let go of the words of a place that have been sent; newer ones from elsewhere stay."""
    draft = _held(session, person_id, sent.place)
    if draft is None:
        return
    chosen = session.get_one(DraftChoices, draft.id, populate_existing=True)
    if sent.may_follow(draft.sequence, chosen.page):
        discard_draft(session, person_id, draft.id)


def discard_draft(session: Session, person_id: int, draft_id: int) -> None:
    """Let go of saved words because their writer wants it so."""
    session.execute(delete(Draft).where(Draft.id == draft_id, Draft.person_id == person_id))


def move_drafts(session: Session, thread_id: int, into_id: int) -> None:
    """Replies that were begun go on where their thread went, unless one is begun there too."""
    here, there = str(Place("thread", thread_id)), str(Place("thread", into_id))
    begun = aliased(Draft)
    taken = select(begun.person_id).where(begun.place == there)
    session.execute(
        update(Draft)
        .where(Draft.place == here, Draft.person_id.not_in(taken))
        .values(place=there)
        .execution_options(synchronize_session=False)
    )


def remove_old_drafts(session: Session) -> int:
    """Take out what nobody went on with for a month; how many there were."""
    long_ago = now() - timedelta(days=DRAFT_DAYS)
    gone = session.scalars(delete(Draft).where(Draft.saved_at < long_ago).returning(Draft.id))
    return len(gone.all())


def _held(session: Session, person_id: int, place: Place) -> Draft | None:
    wanted = select(Draft).where(Draft.person_id == person_id, Draft.place == str(place))
    return session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def _begun(session: Session, person_id: int, unsent: Unsent) -> Draft:
    """A place for the words; when two pages begin at the same moment, both get the same one."""
    mine = select(func.count()).select_from(Draft).where(Draft.person_id == person_id)
    if session.scalars(mine).one() >= MOST_DRAFTS:
        raise TooManyDrafts
    connection = session.connection()
    empty = insert_into(connection, Draft.__table__).values(
        person_id=person_id,
        place=str(unsent.place),
        title="",
        text="",
        sequence=unsent.sequence,
        saved_at=now(),
    )
    session.execute(empty.on_conflict_do_nothing(index_elements=["person_id", "place"]))
    draft = _held(session, person_id, unsent.place)
    if draft is None:  # the other page's was sent or thrown away between the two statements
        return _begun(session, person_id, unsent)
    chosen = insert_into(connection, DraftChoices.__table__).values(
        draft_id=draft.id, page=unsent.page, **asdict(unsent.choices), **asdict(unsent.about)
    )
    session.execute(chosen.on_conflict_do_nothing(index_elements=["draft_id"]))
    return draft
