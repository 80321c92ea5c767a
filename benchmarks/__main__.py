"""`python -m benchmarks [pages|forum] [--json]`: all measured in one run on one machine."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack

from benchmarks.commits import commits_per_s
from benchmarks.data import Seeded, lay_out, token_of
from benchmarks.events import Occasions, lay_out_events
from benchmarks.forum import LARGE_POSTS, forum_table, measure_forum
from benchmarks.fragments import fragment_bytes
from benchmarks.ground import Ground, throwaway_ground
from benchmarks.pages import WRITE_SECONDS, Course, reads, replies
from benchmarks.report import Figures, table, targets
from benchmarks.server import BARE, HOUSE, served
from benchmarks.sql import statements_by_page
from benchmarks.weight import fetch, first_load
from front.search_index import index_everything


def main() -> int:
    """0 when every target is met, else 1; the figures go to standard output."""
    words = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    words.add_argument("what", nargs="?", choices=("pages", "forum"), default="pages")
    words.add_argument("--json", action="store_true", help="print one JSON object")
    words.add_argument("--seconds", type=int, default=1, metavar="N", help="length of a round")
    words.add_argument("--posts", type=int, default=LARGE_POSTS, metavar="N", help="of the forum")
    told = words.parse_args()
    # What this process itself asks of the app is no news for the terminal.
    logging.getLogger("network").setLevel(logging.ERROR)
    if told.what == "forum":
        return _told(measure_forum(told.posts), forum_table, as_json=told.json)
    with throwaway_ground(os.environ.get("DATABASE_URL", "")) as ground:
        figures = _measure(ground, told.seconds)
    return _told(figures, table, as_json=told.json)


def _told(figures: Figures, in_lines: Callable[[Figures], str], *, as_json: bool) -> int:
    """0 when every target is met, else 1, once the figures have been printed."""
    print(json.dumps(figures, indent=2) if as_json else in_lines(figures))
    return 0 if all(target["met"] for target in figures["targets"].values()) else 1


def _measure(ground: Ground, seconds: int) -> Figures:
    logging.getLogger("network").setLevel(logging.ERROR)
    with ground.app.extensions["database"].write() as session:
        seeded = lay_out(session)
        events = lay_out_events(session, seeded.people)
        index_everything(session)
        session.commit()
    load = round(os.getloadavg()[0], 1)
    statements = statements_by_page(ground, seeded, events)
    figures: Figures = {"engine": ground.engine, "statements": statements, "load_before": load}
    figures["commits_per_s"] = round(commits_per_s(ground.app.extensions["database"]), 1)
    figures |= _served(ground, seeded, events, seconds)
    for name, page in figures["pages"].items():
        page["sql_statements"] = statements[name]
    figures["fragments"] = fragment_bytes(ground, seeded, events)
    figures["writes"]["reply"]["fragment_bytes"] = figures["fragments"]["reply"]
    figures["targets"] = targets(figures)
    return figures


def _served(ground: Ground, seeded: Seeded, events: Occasions, seconds: int) -> Figures:
    cookie = ground.cookie(token_of(seeded.readers[0]))
    bodies = ground.folder / "bodies"
    bodies.mkdir()
    with ExitStack() as running:
        log = ground.folder / "server.log"
        port = running.enter_context(served(HOUSE, ground.environment, log)).port
        pages = _sizes(ground, seeded, events, port)
        load = first_load(port, f"/threads/{seeded.hot_threads[0]}", cookie)
        told = {**ground.environment, "BARE_BODIES": str(bodies)}
        bare_port = running.enter_context(served(BARE, told, ground.folder / "bare.log")).port
        course = Course(port, bare_port, seconds, ground.folder)
        for name, asks in reads(ground, seeded, events).items():
            pages[name] |= course.against_bare(name, asks).told()
        packed = reads(ground, seeded, events, encodings="gzip, deflate, br, zstd")["thread"]
        return {
            "pages": pages,
            "compressed": {"thread": course.against_bare("thread", packed).told()},
            "writes": {
                "reply": course.against_bare(
                    "reply", replies(ground, seeded), min(seconds, WRITE_SECONDS)
                ).told()
            },
            "first_load_bytes": sum(load.values()),
            "first_load": load,
        }


def _sizes(ground: Ground, seeded: Seeded, events: Occasions, port: int) -> Figures:
    """The bytes of each page, whose body becomes the bare page's; the reply's is about 2.5 kB."""
    pages: Figures = {}
    for name, asks in reads(ground, seeded, events).items():
        first = next(iter(asks()))
        body = fetch(port, first.path, first.cookie)
        (ground.folder / "bodies" / name).write_bytes(body)
        pages[name] = {
            "bytes": len(body),
            "bytes_compressed": len(fetch(port, first.path, first.cookie, "zstd")),
            "bytes_gzip": len(fetch(port, first.path, first.cookie, "gzip")),
        }
    (ground.folder / "bodies" / "reply").write_bytes(b"." * 2500)
    return pages


if __name__ == "__main__":
    sys.exit(main())
