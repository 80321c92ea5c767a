"""The words that may follow `python3 run.py`, and what each of them does."""

import os
import sys
from typing import NoReturn

from setup_house.bench import run_benchmarks
from setup_house.checks import run_checks
from setup_house.environment import PYTHON, ROOT, make_ready, write_locks
from setup_house.serve import FLASK, open_house
from setup_house.surroundings import house_surroundings

HELP = """\
python3 run.py                                    set up, migrate, seed, serve on http://127.0.0.1:8000
python3 run.py test [--fast] [-- pytest words]    set up, run every check and every test
python3 run.py bench [forum|bookings|mail] [--json]   set up, measure
python3 run.py house <words>                      the house's own command line (flask house ...)
python3 run.py lock [uv words]                    write the lock files again (needs uv)

PORT, HOST, INSTANCE_PATH, DATABASE_URL and DEMONSTRATION are read from the environment."""


def obey(words: list[str]) -> int:
    """The exit code of the command that the words name; no words means: open the house."""
    verb, rest = (words[0], words[1:]) if words else ("serve", [])
    match verb:
        case "serve" if not rest:
            return open_house()
        case "test":
            return _test(rest)
        case "bench":
            return run_benchmarks(rest)
        case "house":
            return _house(rest)
        case "lock":
            return write_locks(rest)
        case "help" | "--help" | "-h":
            sys.stdout.write(HELP + "\n")
            return 0
    sys.exit(f"There is no command `{' '.join(words)}`. These are the commands:\n{HELP}")


def _test(words: list[str]) -> int:
    ours, _, theirs = _split_at_dashes(words)
    if unknown := [word for word in ours if word != "--fast"]:
        sys.exit(f"`test` does not know {unknown[0]}; words for pytest come after `--`.")
    return run_checks(fast="--fast" in ours, pytest_words=theirs)


def _split_at_dashes(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place : place + 1], words[place + 1 :]


def _house(words: list[str]) -> NoReturn:
    make_ready("serve")
    os.chdir(ROOT)
    # In this process's place, so that Ctrl-C and the exit code are the house's own.
    os.execve(PYTHON, [*FLASK, *words], house_surroundings(os.environ))
