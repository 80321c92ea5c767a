"""The measurements of the house, run with the load generator they need."""

import os
import shutil
from typing import NoReturn

from setup_house.environment import PYTHON, ROOT, make_ready
from setup_house.packages import install_packages


def run_benchmarks(words: list[str]) -> NoReturn:
    """The benchmarks package in this process's place; it prints the results itself."""
    make_ready("test")
    install_packages(
        [] if shutil.which("wrk") else ["wrk"],
        reason="The benchmarks need wrk.",
    )
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "benchmarks", *words])
