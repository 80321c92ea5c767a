"""Every check of the house, one after the other, with a heading and a time for each."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from setup_house.browser import browser_packages, find_browser, node_starts
from setup_house.children import Stopped, heeding_signals
from setup_house.environment import PYTHON, ROOT, VENV, make_ready
from setup_house.packages import install_packages
from setup_house.postgres import find_postgres, throwaway_postgres
from setup_house.surroundings import bare_surroundings

#: pytest's exit code when the words given to it leave no test to run.
NO_TESTS = 5

PLAIN_TESTS = ("-n", "2", "--dist", "worksteal", "-m", "not browser and not race")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to run: its heading, its command, and the variables that it alone needs."""

    title: str
    command: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended."""

    title: str
    passed: bool


def run_checks(*, fast: bool, pytest_words: list[str]) -> int:
    """0 when every check passed, else 1; the last line printed says which did not."""
    began = time.monotonic()
    with heeding_signals():
        try:
            make_ready("test")
            with _checks(fast=fast, pytest_words=pytest_words) as checks:
                outcomes = [_run(check, may_be_empty=bool(pytest_words)) for check in checks]
        except Stopped:
            print("STOPPED before the end: nothing can be said about the house.", flush=True)
            return 1
    print(
        f"\n{_summary(outcomes, fast=fast)} in {_duration(time.monotonic() - began)}.", flush=True
    )
    return 0 if all(outcome.passed for outcome in outcomes) else 1


@contextmanager
def _checks(*, fast: bool, pytest_words: list[str]) -> Iterator[list[Check]]:
    static = _static_checks()
    plain = _pytest("pytest on SQLite", *PLAIN_TESTS, *pytest_words)
    if fast:
        yield [*static, plain]
        return
    _install_what_is_missing()
    programs = find_postgres()
    browser = find_browser()
    if not (programs and browser and node_starts()):
        sys.exit("The browser or PostgreSQL is still missing after its installation.")
    with throwaway_postgres(programs) as url:
        postgres = {"TEST_DATABASE_URL": url}
        yield [
            *static,
            plain,
            _pytest("pytest on PostgreSQL", *PLAIN_TESTS, *pytest_words, variables=postgres),
            _pytest("races on both", "-m", "race", *pytest_words, variables=postgres),
            _pytest(
                "journeys in the browser",
                "-m",
                "browser",
                *pytest_words,
                variables={"CHROMIUM": str(browser)},
            ),
        ]


def _static_checks() -> list[Check]:
    tools = VENV / "bin"
    return [
        Check("ruff check", (str(tools / "ruff"), "check")),
        Check("ruff format", (str(tools / "ruff"), "format", "--check")),
        Check("mypy", (str(tools / "mypy"),)),
        Check("djlint", (str(tools / "djlint"), "templates", "--lint", "--quiet")),
        Check("import contracts", (str(tools / "lint-imports"), "--no-logo")),
    ]


def _pytest(title: str, *words: str, variables: dict[str, str] | None = None) -> Check:
    return Check(title, (str(PYTHON), "-m", "pytest", "-q", *words), variables or {})


def _install_what_is_missing() -> None:
    browser = browser_packages()
    postgres = [] if find_postgres() else ["postgresql"]
    wanted = (("a browser that starts", browser), ("PostgreSQL", postgres))
    lacks = " and ".join(name for name, packages in wanted if packages)
    install_packages([*browser, *postgres], reason=f"The tests need {lacks}.")


def _run(check: Check, *, may_be_empty: bool) -> Outcome:
    print(f"\n== {check.title}", flush=True)
    began = time.monotonic()
    environment = bare_surroundings(os.environ) | check.variables
    code = subprocess.run(check.command, cwd=ROOT, env=environment, check=False).returncode
    # Words for pytest may choose tests that only one of its four runs has.
    passed = code == 0 or (code == NO_TESTS and may_be_empty)
    verdict = "passed" if passed else f"FAILED (exit code {code})"
    print(f"-- {check.title}: {verdict} in {_duration(time.monotonic() - began)}", flush=True)
    return Outcome(check.title, passed)


def _summary(outcomes: list[Outcome], *, fast: bool) -> str:
    failed = [outcome.title for outcome in outcomes if not outcome.passed]
    left_out = " (--fast left out PostgreSQL, the races and the browser)" if fast else ""
    if failed:
        return f"FAILED: {len(failed)} of {len(outcomes)} checks: {', '.join(failed)}{left_out}"
    return f"PASSED: all {len(outcomes)} checks{left_out}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:.0f} min {rest:.0f} s" if minutes else f"{rest:.1f} s"
