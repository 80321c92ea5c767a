"""A private PostgreSQL for one test run: on a socket in a temporary folder, gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup_house.children import child

#: Seconds: a start takes about one.
START_SECONDS = 60
GLANCE_SECONDS = 0.1

#: Files that are kept in memory alone, and what a test run's databases need of it at the most.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
ROOM_BYTES = 4 * 1024**3

#: Speed over safety, because nothing in here outlives the run; connections for the races.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


def find_postgres() -> Path | None:
    """The folder of the newest PostgreSQL server's programs; None when there is none."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    on_path = shutil.which("postgres")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    whole = [
        folder
        for folder in folders
        if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    return whole[-1] if whole else None


@contextmanager
def throwaway_postgres(programs: Path) -> Iterator[str]:
    """The URL of an empty database server that exists only inside the block."""
    # PostgreSQL refuses to run as root; Debian's package brings this user.
    user = "postgres" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="network-postgres-", dir=_roomiest()))
    try:
        if user:
            shutil.chown(home, user, user)
        _make_cluster(programs, home, user)
        command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home)]
        command += [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (
            (home / "log").open("wb") as log,
            child(command, folder=home, user=user, output=log) as server,
        ):
            _await_start(programs, home, server)
            yield f"postgresql:///postgres?host={home}&user=postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _roomiest() -> Path | None:
    """Memory, where there is enough of it: each test copies a database, and a disk waits for that.

    None stands for the usual folder.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_BYTES
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else None


def _make_cluster(programs: Path, home: Path, user: str | None) -> None:
    command = [
        str(programs / "initdb"),
        "-D",
        str(home / "data"),
        "--username=postgres",
        "--auth=trust",
    ]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        command,
        cwd=home,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        capture_output=True,
        check=False,
    )
    if made.returncode:
        sys.exit(f"PostgreSQL could not make its cluster:\n{made.stderr.decode(errors='replace')}")


def _await_start(programs: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    question = [str(programs / "pg_isready"), "-q", "-h", str(home)]
    while time.monotonic() < deadline and server.poll() is None:
        if not subprocess.run(question, check=False).returncode:
            return
        # It tells nobody when it is ready: one has to ask again.
        time.sleep(GLANCE_SECONDS)
    sys.exit(f"PostgreSQL did not start:\n{(home / 'log').read_text(errors='replace')}")
