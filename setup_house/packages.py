"""Debian packages: fetched where this command may, named where it may not."""

import os
import shutil
import subprocess
import sys

from setup_house.environment import say


def install_packages(names: list[str], *, reason: str) -> None:
    """A machine that has the packages; where that takes a password, the command to type."""
    if not names:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    prefix = _right_to_install()
    if prefix is None:
        typed = f"sudo apt-get update && sudo {' '.join(command)}"
        sys.exit(f"{reason} To install what is missing, type:\n  {typed}")
    say(f"{reason} Installing {' '.join(names)} ...")
    # Not asked, because nobody may be there to answer.
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    for step in (["apt-get", "update", "-qq"], [*command, "-qq"]):
        # Standard output belongs to results: bench --json is read by a machine.
        if subprocess.run([*prefix, *step], stdout=sys.stderr, check=False).returncode:
            sys.exit(f"`{' '.join(step)}` failed; the reason is above.")


def _right_to_install() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        return ["sudo", "-n"]
    return None
