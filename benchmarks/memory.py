"""How much more memory a server's processes hold after a hundred thousand requests."""

from pathlib import Path

from benchmarks.data import token_of
from benchmarks.growth import House
from benchmarks.load import Ask, burst
from benchmarks.server import HOUSE, served

#: Requests before the first look, so that every cache is full, and between the two looks.
WARM_REQUESTS = 30_000
REQUESTS = 100_000

BURST_SECONDS = 10
PAGE_BYTES = 4096

#: Threads that are read: more than a process keeps pages of.
THREADS = 900


def memory_growth_percent(house: House) -> float:
    """How much the server's processes grow while they answer REQUESTS. Unit: percent."""
    ground = house.ground
    cookies = [ground.cookie(token_of(one)) for one in house.network.readers]
    paths = [f"/threads/{thread}" for thread in house.network.full_threads[-THREADS:]]
    paths += [f"/spaces/{key}" for key in house.network.space_keys] + ["/new", "/search?q=ward"]
    asks = [Ask(path, cookies[place % len(cookies)]) for place, path in enumerate(paths)]
    with served(HOUSE, ground.environment, ground.folder / "memory.log") as server:
        _answer(server.port, asks, WARM_REQUESTS, ground.folder)
        before = _resident_bytes(server.group)
        _answer(server.port, asks, REQUESTS, ground.folder)
        return round((_resident_bytes(server.group) / before - 1) * 100, 1)


def _answer(port: int, asks: list[Ask], requests: int, folder: Path) -> None:
    answered = 0.0
    while answered < requests:
        answered += burst(port, asks, BURST_SECONDS, folder).requests_per_s * BURST_SECONDS


def _resident_bytes(group: int) -> int:
    """What the processes of a group hold in memory. Source: proc(5), stat and statm."""
    held = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
            if int(told[2]) == group:
                held += int((process / "statm").read_text("ascii").split()[1]) * PAGE_BYTES
        except (FileNotFoundError, ProcessLookupError):
            continue
    return held
