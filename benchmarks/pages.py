"""Speed of each page against the bare page, in short rounds by turns, so that drift cancels out."""

import random
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from sqlalchemy import select

from benchmarks.data import PEOPLE, Seeded, post_text, token_of
from benchmarks.events import Occasions
from benchmarks.ground import Ground
from benchmarks.load import Ask, Burst, burst
from forum.models import Thread

ROUNDS = 7

#: The limit on posts an hour bounds how long replies can be measured. Unit: seconds.
#: A list of requests holds as many replies by each person as LAPS says.
WRITE_SECONDS = 2
LAPS = 6

Asks = Callable[[], Iterable[Ask]]


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the rounds; the ratio is the median of each round's own."""

    requests_per_s: float
    p50_ms: float
    p99_ms: float
    ratio_to_bare: float
    bare_requests_per_s: float

    def told(self) -> dict[str, float]:
        """The figures by name."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Course:
    """The two servers that run against each other, and for how long a round."""

    house_port: int
    bare_port: int
    seconds: int
    folder: Path

    def against_bare(self, name: str, asks: Asks, seconds: int | None = None) -> Speed:
        """The speed of these requests, each round beside the bare page of the same name."""
        lasts = seconds or self.seconds
        rounds = [self._round(name, list(asks()), lasts) for _ in range(ROUNDS)]
        return Speed(
            requests_per_s=median(ours.requests_per_s for _, ours in rounds),
            p50_ms=median(ours.p50_ms for _, ours in rounds),
            p99_ms=median(ours.p99_ms for _, ours in rounds),
            ratio_to_bare=median(
                ours.requests_per_s / bare.requests_per_s for bare, ours in rounds
            ),
            bare_requests_per_s=median(bare.requests_per_s for bare, _ in rounds),
        )

    def _round(self, name: str, asks: list[Ask], seconds: int) -> tuple[Burst, Burst]:
        bare = [replace(ask, path=f"/{name}") for ask in asks]
        return (
            burst(self.bare_port, bare, seconds, self.folder),
            burst(self.house_port, asks, seconds, self.folder),
        )


def reads(
    ground: Ground, seeded: Seeded, events: Occasions, encodings: str = ""
) -> dict[str, Asks]:
    """The requests for each page: several people, several threads, in mixed order."""
    cookies = [ground.cookie(token_of(one)) for one in seeded.readers]
    paths = {
        "thread": [f"/threads/{thread}" for thread in seeded.hot_threads],
        "threads": [f"/spaces/{seeded.space_key}"],
        "event": [f"/events/{events.open}"],
    }
    return {name: _mixed(cookies, several, encodings) for name, several in paths.items()}


def _mixed(cookies: list[str], paths: list[str], encodings: str) -> Asks:
    asks = [Ask(path, cookie, encodings) for path in paths for cookie in cookies]
    random.Random(1).shuffle(asks)
    return lambda: asks


def replies(ground: Ground, seeded: Seeded) -> Asks:
    """Replies of about 600 characters: each person in a thread of their own, several times."""
    cookies = [ground.cookie(token_of(one)) for one in seeded.people]
    threads = seeded.cold_threads[:PEOPLE]

    def asks() -> Iterator[Ask]:
        with ground.app.extensions["database"].write() as session:
            rows = session.execute(select(Thread.id, Thread.last_post_no))
            last = {row.id: row.last_post_no for row in rows}
        for lap in range(LAPS):
            for cookie, thread in zip(cookies, threads, strict=True):
                yield _reply(cookie, thread, last[thread] + lap)

    return asks


def _reply(cookie: str, thread: int, shown: int) -> Ask:
    form = (("text", post_text(shown)), ("once", secrets.token_urlsafe(12)), ("shown", str(shown)))
    return Ask(f"/threads/{thread}/replies", cookie, form=form)
