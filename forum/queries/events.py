"""Events, which stand on the neighbour's floor: asked for through what front/app.py gives us."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from core.identity import Identity

#: The titles of those of some events that the reader may see, by number.
Find = Callable[[Connection, Identity, Sequence[int]], Mapping[int, str]]

#: The events that the reader may see and would talk about, by number and title.
Offer = Callable[[Connection, Identity], Sequence[tuple[int, str]]]

_ways: list[tuple[Find, Offer]] = []


def ask_events_with(find: Find, offer: Offer) -> None:
    """Have these asked for events from now on."""
    _ways[:] = [(find, offer)]


def event_title(connection: Connection, reader: Identity, event_id: int | None) -> str | None:
    """What an event is called; None when there is none, or the reader may not see it."""
    if event_id is None or not _ways:
        return None
    find, _ = _ways[0]
    return find(connection, reader, [event_id]).get(event_id)


def events_to_choose(
    connection: Connection, reader: Identity, now_chosen: int | None = None
) -> list[tuple[int, str]]:
    """The events that a thread may be about; the one chosen now is among them if it is seen."""
    if not _ways:
        return []
    _, offer = _ways[0]
    events = list(offer(connection, reader))
    if now_chosen is not None and now_chosen not in dict(events):
        title = event_title(connection, reader, now_chosen)
        events += [(now_chosen, title)] if title else []
    return events
