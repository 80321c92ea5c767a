"""What was made from rows and stays right while their version stands; small, and in this process.

Nothing personal to a reader may be kept here. Source: docs/decisions/0010-posts-have-states.md
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

Kept = TypeVar("Kept")


class VersionCache(Generic[Kept]):
    """Values by key and version, for each engine that only reads; the oldest go first.

    An engine that writes is never asked: what it sees may be rolled back, and its version with it.
    """

    def __init__(self, most: int) -> None:
        """Keep `most` values an engine."""
        self.most = most
        self._kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, tuple[int, Kept]]] = (
            WeakKeyDictionary()
        )
        self._turn = Lock()

    def get(
        self, connection: Connection, key: Hashable, version: int, make: Callable[[], Kept]
    ) -> Kept:
        """The value of this version: the one that is kept, or a new one."""
        if not _only_reads(connection.engine):
            return make()
        with self._turn:
            shelf = self._kept.setdefault(connection.engine, OrderedDict())
            held = shelf.get(key)
            if held is not None and held[0] == version:
                shelf.move_to_end(key)
                return held[1]
        value = make()
        with self._turn:
            shelf[key] = (version, value)
            shelf.move_to_end(key)
            while len(shelf) > self.most:
                shelf.popitem(last=False)
        return value


def _only_reads(engine: Engine) -> bool:
    return engine.get_execution_options().get("only_reads") is True
