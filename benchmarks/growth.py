"""How long pages take in a small network and in a large one, in rounds by turns."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks.data import token_of
from benchmarks.forum_data import SPAN_DAYS, Network
from benchmarks.ground import Ground
from core.clock import now
from core.paging import Cursor

ROUNDS = 11

#: Pages of one kind that are asked for in a round.
ASKED = 15

#: What is looked for, in turn: a word of nearly half of all posts, two such, one of four posts and
#: a common one, one of none, a phrase, one but not another, one author's, a title's, a month's.
LOOKED_FOR = (
    "ward",
    "ward spring",
    "shared{rare} ward",
    "nowhere",
    '"quiet room"',
    "library -ward",
    "author:“Person {person}” ward",
    "in:title matter",
    "before:{day} ward",
)

Asks = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class House:
    """A house that is measured, and the network in it."""

    ground: Ground
    network: Network

    def asks(self) -> dict[str, Asks]:
        """Addresses without end for each kind of page, each with a reader's cookie."""
        chance = random.Random(7)
        cookies = [self.ground.cookie(token_of(one)) for one in self.network.readers]

        def paths(make: Callable[[], str]) -> Asks:
            while True:
                yield make(), chance.choice(cookies)

        full = self.network.full_threads[: -len(self.network.again)]
        never_seen = iter(chance.sample(full, ROUNDS * ASKED))
        found = {
            "thread": paths(lambda: f"/threads/{next(never_seen)}"),
            "thread again": paths(lambda: f"/threads/{chance.choice(self.network.again)}"),
            "threads": paths(lambda: f"/spaces/{chance.choice(self.network.space_keys)}"),
            "threads further back": paths(lambda: self._further_back(chance)),
            "unread": paths(lambda: "/new"),
        }
        for number, query in enumerate(LOOKED_FOR):
            found[f"search {number + 1}"] = paths(lambda query=query: self._search(query, chance))  # type: ignore[misc]
        return found

    def _further_back(self, chance: random.Random) -> str:
        """A page of a space's threads from anywhere but its end."""
        at = now() - timedelta(days=chance.random() * SPAN_DAYS * 0.8)
        return f"/spaces/{chance.choice(self.network.space_keys)}?after={Cursor(at, 1)}"

    def _search(self, query: str, chance: random.Random) -> str:
        day: datetime = now() - timedelta(days=SPAN_DAYS * 0.8)
        rare = chance.randrange(1, self.network.posts // 4)
        person = chance.choice(self.network.readers)
        return "/search?q=" + query.format(rare=rare, person=person, day=f"{day:%Y-%m-%d}")


def times(houses: list[House]) -> list[dict[str, float]]:
    """The median time of each kind of page in each house. Unit: milliseconds.

    From the request to the whole answer, without a server around it; what is written after the
    answer is left out. "thread" is never asked for twice, so that no process has it in memory;
    "thread again" is one of a few. The first round warms up and is not counted.
    """
    asks = [house.asks() for house in houses]
    taken: list[dict[str, list[float]]] = [{name: [] for name in asks[0]} for _ in houses]
    for turn in range(ROUNDS):
        for name in asks[0]:
            for house, wanted, told in zip(houses, asks, taken, strict=True):
                took = [_time(house.ground.app, *next(wanted[name])) for _ in range(ASKED)]
                told[name] += took if turn else []
    return [{name: median(told) for name, told in one.items()} for one in taken]


def _time(app: Flask, path: str, cookie: str) -> float:
    environ = EnvironBuilder(path, headers=[("Cookie", f"network={cookie}")]).get_environ()
    status: list[str] = []

    def start(told: str, _headers: Any, _trouble: Any = None) -> Callable[[bytes], object]:
        status.append(told)
        return status.append  # type: ignore[return-value]

    began = time.perf_counter()
    answer = app.wsgi_app(environ, start)
    b"".join(answer)
    took = (time.perf_counter() - began) * 1000
    if hasattr(answer, "close"):
        answer.close()
    if status != ["200 OK"]:
        raise RuntimeError(f"{path} answered {status}")
    return took
