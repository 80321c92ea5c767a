"""The kinds of things that can be held or reported, as the floors above tell them to this one."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from core.identity import Identity
from core.refusals import found


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as moderators see it.

    `name` is its author's as members see it; `html` comes out of core.text.render, `words` are the
    same in plain; `context` says where it stands, in a few words.
    """

    author_id: int
    name: str
    html: Markup
    words: str
    url: str
    context: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be done with things of one kind. `noun` is what people call one: "post"."""

    noun: str
    #: The thing as it is now, or None when its author took it back.
    shown: Callable[[Connection, int], Shown | None]
    #: Whether this person sees the thing; who doesn't can't report it.
    visible_to: Callable[[Connection, Identity, int], bool]
    #: Let every member who may see its place see it; doing it twice is once. (thing, moderator)
    approve: Callable[[Session, int, int], None]
    #: Let nobody but its author see it; doing it twice is once. (thing, moderator, reason)
    hide: Callable[[Session, int, int, str], None]


_kinds: dict[str, Kind] = {}


def know(kind: str, how: Kind) -> None:
    """Have things of this kind held, reported and decided about; `kind` stands in addresses."""
    _kinds[kind] = how


def known(kind: str) -> Kind:
    """How things of this kind are dealt with. Raises: Missing."""
    return found(_kinds.get(kind))


def shown_now(connection: Connection, kind: str, thing_id: int) -> Shown | None:
    """The thing as it is now, or None when it is gone."""
    how = _kinds.get(kind)
    return how.shown(connection, thing_id) if how else None
