"""Make a space, change what it says and who reads it, keep it for reading, move it in the list."""

from dataclasses import asdict, dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.text import folded
from forum.actions.decisions import free_decisions
from forum.actions.held import hold_space
from forum.actions.untelling import untell_outsiders_of_space
from forum.models import Draft, Space, Thread
from forum.rules.drafts import Place
from forum.rules.spaces import NO_KEYS, SpaceChanged, key_from, reads_within, why_not_open


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be changed about a space."""

    name: str
    purpose: str
    ground_rules: str
    group_id: int | None
    readers: str
    writers: str
    waits: bool
    titles_public: bool


def start_space(session: Session, by_id: int, settings: Settings) -> Space:
    """A new space, the last in the list; its address comes from its name and stays."""
    hold_all(session)
    # Asked for anew: one that was made while we waited is among them.
    places = {row.key: row.position for row in session.execute(select(Space.key, Space.position))}
    keys = places.keys() | NO_KEYS
    key = begun = key_from(folded(settings.name))
    number = 1
    while key in keys:
        number += 1
        key = f"{begun}-{number}"
    last = max(places.values(), default=0)
    space = Space(key=key, position=last + 1, **asdict(settings))
    session.add(space)
    session.flush()
    audit.note(session, by_id, "space_started", "space", space.id)
    session.flush()
    return space


def change_space(
    session: Session, by_id: int, space_id: int, seen_version: int, settings: Settings
) -> None:
    """The space as it is told, if it is still as it was seen.

    Raises: SpaceChanged, OpensWords, OpensTitles.
    """
    space = hold_space(session, space_id)
    if space.version != seen_version:
        raise SpaceChanged
    refusal = why_not_open(space, settings, holds_words=_holds_words(session, space_id))
    if refusal:
        raise refusal
    narrower = not reads_within(space, settings)
    for name, value in asdict(settings).items():
        setattr(space, name, value)
    space.version += 1
    session.flush()
    if narrower:
        free_decisions(session, Space.id == space_id)
        untell_outsiders_of_space(session, space_id)
    audit.note(session, by_id, "space_changed", "space", space_id)
    session.flush()


def archive_space(session: Session, by_id: int, space_id: int) -> None:
    """The space is kept for reading only."""
    space = hold_space(session, space_id)
    if space.archived_at is None:
        space.archived_at = now()
        _changed(session, by_id, space, "space_archived")


def unarchive_space(session: Session, by_id: int, space_id: int) -> None:
    """People write in the space again."""
    space = hold_space(session, space_id)
    if space.archived_at is not None:
        space.archived_at = None
        _changed(session, by_id, space, "space_unarchived")


def move_space(session: Session, by_id: int, space_id: int, beside_id: int) -> None:
    """The space takes the place of another one in the list, which takes a place beside it."""
    there = sorted(hold_all(session), key=lambda space: (space.position, space.id))
    order = [space.id for space in there]
    if space_id not in order or beside_id not in order or space_id == beside_id:
        return
    place = order.index(beside_id)
    order.remove(space_id)
    order.insert(place, space_id)
    for space in there:
        space.position = order.index(space.id)
    audit.note(session, by_id, "space_moved", "space", space_id)
    session.flush()


def hold_all(session: Session) -> list[Space]:
    """Every space, locked in order of number, so that no two people order them at one time."""
    wanted = select(Space).order_by(Space.id).with_for_update()
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def _holds_words(session: Session, space_id: int) -> bool:
    """Whether anybody has written in the space, or begun to: they had its readers in mind."""
    threads = exists().where(Thread.space_id == space_id)
    begun = exists().where(Draft.place == str(Place("space", space_id)))
    return bool(session.scalar(select(or_(threads, begun))))


def _changed(session: Session, by_id: int, space: Space, what: str) -> None:
    space.version += 1
    audit.note(session, by_id, what, "space", space.id)
    session.flush()
