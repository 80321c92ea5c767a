"""Child processes that never outlive this one."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

#: Seconds: how long a child may take to finish its last request or mail before it is killed.
PATIENCE_SECONDS = 12

#: Linux's prctl option that sends a process a signal when its parent is gone.
PR_SET_PDEATHSIG = 1


class Stopped(BaseException):
    """Somebody asked this command to stop; a BaseException, because that is no error."""


@contextmanager
def heeding_signals() -> Iterator[None]:
    """A block in which Ctrl-C, SIGTERM and a closed terminal raise Stopped, to tidy up."""
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {kind: signal.signal(kind, _raise_stopped) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def child(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
    output: IO[bytes] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The started process, stopped when the block ends, however it ends."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        # A group of its own: Ctrl-C reaches the parent alone, which decides the order of stopping.
        process_group=0,
        # Safe here: this command has one thread.
        preexec_fn=_tie_to_parent,  # noqa: PLW1509
    )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """A process that has ended with all it started: asked first, killed when it does not heed."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE_SECONDS)
    # Also when it is gone: a server that was killed leaves its workers behind, with the port.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _tie_to_parent() -> None:
    if sys.platform == "linux":
        # Even kill -9 on the parent must not leave a server that holds the port.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _raise_stopped(number: int, _frame: FrameType | None) -> NoReturn:
    # A second Ctrl-C while tidying up would leave children behind.
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)
