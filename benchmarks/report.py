"""The figures as a plain table, and which of the targets they meet."""

from typing import Any

Figures = dict[str, Any]

#: What the house promises of its speed. Source: docs/decisions/0005-speed.md
THREAD_RATIO = 0.35
PAGE_STATEMENTS = 6
REPLY_FRAGMENT_BYTES = 3_000
FIRST_LOAD_BYTES = 100_000


HEADINGS = (
    f"{'':14}{'a second':>8}{'of bare':>9}{'p50 ms':>8}{'p99 ms':>8}"
    f"{'SQL':>5}{'bytes':>8}{'zstd':>7}{'gzip':>7}"
)


def targets(figures: Figures) -> dict[str, Figures]:
    """Each target with what was found; the speed is promised on SQLite only."""
    most = max(figures["statements"].values())
    thread = figures["pages"]["thread"]["ratio_to_bare"]
    reply, load = figures["fragments"]["reply"], figures["first_load_bytes"]
    told = {
        "sql_statements": _target(f"<= {PAGE_STATEMENTS}", most, met=most <= PAGE_STATEMENTS),
        "reply_fragment_bytes": _target(
            f"<= {REPLY_FRAGMENT_BYTES}", reply, met=reply <= REPLY_FRAGMENT_BYTES
        ),
        "first_load_bytes": _target(f"<= {FIRST_LOAD_BYTES}", load, met=load <= FIRST_LOAD_BYTES),
    }
    if figures["engine"] == "sqlite":
        told["thread_ratio_to_bare"] = _target(
            f">= {THREAD_RATIO}", thread, met=thread >= THREAD_RATIO
        )
    return told


def _target(wanted: str, found: float, *, met: bool) -> Figures:
    return {"wanted": wanted, "found": found, "met": met}


def table(figures: Figures) -> str:
    """The figures for eyes."""
    lines = [
        f"{figures['engine']}; every speed is beside the bare page in the same round",
        f"load of the machine before: {figures['load_before']} (over 1, the figures are too low)",
        "",
        HEADINGS,
    ]
    lines += [_page_line(name, page) for name, page in figures["pages"].items()]
    lines += [_speed(f"{name} (write)", told) for name, told in figures["writes"].items()]
    lines += [_speed(f"{name} (zstd)", told) for name, told in figures["compressed"].items()]
    lines += [f"durable commits of one row, a second: {figures['commits_per_s']:,.0f}"]
    lines += ["", "statements: " + _listed(figures["statements"])]
    lines += ["fragments, bytes: " + _listed(figures["fragments"])]
    lines += [f"first load of a thread: {figures['first_load_bytes']:,} bytes with gzip", ""]
    lines += [_verdict(name, told) for name, told in figures["targets"].items()]
    return "\n".join(lines)


def _verdict(name: str, told: Figures) -> str:
    met = "met   " if told["met"] else "MISSED"
    return f"{met}  {name.replace('_', ' ')} {told['wanted']}: {told['found']}"


def _page_line(name: str, page: Figures) -> str:
    return (
        f"{_speed(name, page)}{page['sql_statements']:>5}{page['bytes']:>8,}"
        f"{page['bytes_compressed']:>7,}{page['bytes_gzip']:>7,}"
    )


def _speed(name: str, told: Figures) -> str:
    return (
        f"{name:14}{told['requests_per_s']:>8,.0f}{told['ratio_to_bare']:>9.2f}"
        f"{told['p50_ms']:>8.1f}{told['p99_ms']:>8.1f}"
    )


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items())
