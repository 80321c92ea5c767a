"""The virtual environment: made without ensurepip, filled from the locks by the system's pip."""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

#: Says which lock the environment was last filled from; absent while an installation is unfinished.
STAMP = VENV / "filled-from"

LockName = Literal["serve", "test"]

COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"),
)


def say(sentence: str) -> None:
    """The sentence on standard error, at once: standard output belongs to results."""
    print(sentence, file=sys.stderr, flush=True)


def make_ready(lock: LockName) -> None:
    """An environment that holds what the lock names; nothing is done when it already does."""
    if _fits_this_python() and _stamp() in _stamps_good_for(lock):
        return
    pip = _system_pip()
    if not _fits_this_python():
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(VENV)
    STAMP.unlink(missing_ok=True)
    say(f"Installing requirements/{lock}.txt into .venv ...")
    command = [
        *pip,
        "--python",
        str(PYTHON),
        "-qq",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += [
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        str(_lock_file(lock)),
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(f"pip could not install requirements/{lock}.txt; the reason is above.")
    STAMP.write_text(_fingerprint(lock), "ascii")


def write_locks(words: list[str]) -> int:
    """The exit code of uv after writing both lock files again; the words (`--upgrade`) go to uv."""
    if not shutil.which("uv"):
        sys.exit("`lock` needs uv, which is not here: pipx install uv")
    serve = [*COMPILE, "-o", "requirements/serve.txt", *words]
    test = [
        *COMPILE,
        "-c",
        "requirements/serve.txt",
        "--extra",
        "test",
        "-o",
        "requirements/test.txt",
        *words,
    ]
    for command in (serve, test):
        if code := subprocess.run([*command, "--quiet"], cwd=ROOT, check=False).returncode:
            return code
    return 0


def _lock_file(lock: LockName) -> Path:
    return ROOT / "requirements" / f"{lock}.txt"


def _fingerprint(lock: LockName) -> str:
    locks: tuple[LockName, ...] = ("serve",) if lock == "serve" else ("serve", "test")
    content = b"".join(_lock_file(each).read_bytes() for each in locks)
    return f"{lock} {_python_version()} {hashlib.sha256(content).hexdigest()}"


def _stamps_good_for(lock: LockName) -> set[str]:
    # The test lock is compiled under the serving lock as its constraint, so it holds all of it.
    return {_fingerprint("test"), _fingerprint(lock)}


def _stamp() -> str:
    return STAMP.read_text("ascii") if STAMP.exists() else ""


def _python_version() -> str:
    # Without the third number: a security release of the same Python keeps the environment good.
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _fits_this_python() -> bool:
    return PYTHON.exists() and (VENV / "lib" / f"python{_python_version()}").is_dir()


def _system_pip() -> list[str]:
    # Inside a virtual environment sys.executable may be one without pip; its parent has it.
    python = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode:
        sys.exit("pip is missing: apt-get install python3-pip")
    return [python, "-m", "pip"]
