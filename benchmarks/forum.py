"""`python -m benchmarks forum [--json]`: whether discussions stay quick as they grow."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.forum_data import lay_out_network
from benchmarks.ground import throwaway_ground
from benchmarks.growth import House, times
from benchmarks.memory import memory_growth_percent
from benchmarks.report import Figures
from core.db import Database
from setup_house.postgres import find_postgres, throwaway_postgres

SMALL_POSTS, LARGE_POSTS = 10_000, 1_000_000

#: A page may take so many times as long; a search so long. Unit: times; milliseconds.
MOST_GROWTH = 1.5
SEARCH_MS = 50

#: A server's memory is flat when it grows by no more than this. Unit: percent.
FLAT_PERCENT = 5


def measure_forum(large_posts: int = LARGE_POSTS) -> Figures:
    """Growth, search and memory, on both engines; each figure is that of the worse engine."""
    sqlite = _measure("", large_posts, with_memory=True)
    with _postgres() as url:
        postgresql = _measure(url, large_posts, with_memory=False)
    engines = {"sqlite": sqlite, "postgresql": postgresql}
    growth = {
        name: max(told["growth"][name] for told in engines.values()) for name in sqlite["growth"]
    }
    figures: Figures = {
        "growth": growth,
        "search_ms": max(told["search_ms"] for told in engines.values()),
        "memory_growth_percent": sqlite["memory_growth_percent"],
        "engines": engines,
        "posts": {"small": SMALL_POSTS, "large": large_posts},
    }
    figures["targets"] = {
        "growth": {"met": max(growth.values()) <= MOST_GROWTH},
        "search_ms": {"met": figures["search_ms"] <= SEARCH_MS},
        "memory_growth_percent": {"met": figures["memory_growth_percent"] <= FLAT_PERCENT},
    }
    return figures


def _measure(server: str, large_posts: int, *, with_memory: bool) -> Figures:
    with throwaway_ground(server) as small, throwaway_ground(server) as large:
        houses = [
            House(ground, lay_out_network(ground.app.extensions["database"], posts))
            for ground, posts in ((small, SMALL_POSTS), (large, large_posts))
        ]
        for ground in (small, large):
            _settle(ground.app.extensions["database"])
        before, after = times(houses)
        figures: Figures = {
            "growth": _growth(before, after),
            "search_ms": round(max(_searches(after)), 1),
            "ms": {"small": _rounded(before), "large": _rounded(after)},
        }
        if with_memory:
            figures["memory_growth_percent"] = memory_growth_percent(houses[1])
        return figures


def _settle(database: Database) -> None:
    """What PostgreSQL does by itself within a day: look through its tables."""
    if database.writing.dialect.name == "postgresql":
        engine = database.writing.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _searches(told: dict[str, float]) -> list[float]:
    return [one for name, one in told.items() if name.startswith("search")]


def _growth(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """By page: all searches together are one, since each is looked for as often."""
    pages = {name: after[name] / before[name] for name in before if not name.startswith("search")}
    pages["search"] = sum(_searches(after)) / sum(_searches(before))
    return {name: round(grown, 2) for name, grown in pages.items()}


def _rounded(told: dict[str, float]) -> dict[str, float]:
    return {name: round(one, 2) for name, one in told.items()}


@contextmanager
def _postgres() -> Iterator[str]:
    programs = find_postgres()
    if programs is None:
        sys.exit("PostgreSQL is not here; `python3 run.py test` says how to get it.")
    with throwaway_postgres(programs) as url:
        yield url


def forum_table(figures: Figures) -> str:
    """The figures for eyes."""
    large, lines = figures["posts"]["large"], []
    for engine, told in figures["engines"].items():
        lines += [f"{engine}: milliseconds at {SMALL_POSTS:,} posts and at {large:,}"]
        for name, before in told["ms"]["small"].items():
            after = told["ms"]["large"][name]
            lines += [f"  {name:22}{before:>8.2f}{after:>8.2f}{after / before:>7.2f} times"]
    lines += [f"growth: {figures['growth']}", f"slowest search: {figures['search_ms']} ms"]
    targets = figures["targets"].items()
    lines += [f"a server's memory grew by {figures['memory_growth_percent']} percent", ""]
    return "\n".join(
        [*lines, *(f"{'met' if told['met'] else 'MISSED':8}{name}" for name, told in targets)]
    )
