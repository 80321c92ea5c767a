"""The browser that the tests drive: the system's Chromium, through Playwright's node."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup_house.environment import VENV

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> Path | None:
    """The Chromium to drive: $CHROMIUM before the system's; None when there is none."""
    if chosen := os.environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            sys.exit(f"CHROMIUM says {chosen}, but there is no such program.")
        return Path(chosen)
    found = next((place for name in NAMES if (place := shutil.which(name))), None)
    return Path(found) if found else None


def browser_packages() -> list[str]:
    """The Debian packages that the browser tests still lack here."""
    browser = [] if find_browser() else ["chromium", "fonts-liberation"]
    # Without it Playwright says only "Connection closed while reading from the driver".
    return browser if node_starts() else [*browser, "libatomic1"]


def node_starts() -> bool:
    """Whether Playwright's bundled node runs on this machine."""
    node = next(VENV.glob("lib/python*/site-packages/playwright/driver/node"), None)
    return (
        bool(node)
        and not subprocess.run(
            [str(node), "--version"], capture_output=True, check=False
        ).returncode
    )
