"""Static files as they are sent: each with a smaller copy beside it, made once a version."""

import gzip
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import brotli

#: Kinds that grow smaller; a font or a picture already is. The others are sent as they are.
SHRINK = frozenset({".css", ".js", ".svg"})


#: What the files were made from is not sent.
MADE_FROM = shutil.ignore_patterns("*.py", "parts")


def shrunk(source: Path, instance: Path) -> Path:
    """The folder to serve: `source`, copied into the instance with .br and .gz beside each file.

    It is named after its content, so several processes, and an old and a new version, agree.
    """
    ready = instance / f"static-{_version(source)}"
    if not ready.exists():
        making = Path(mkdtemp(dir=instance, prefix="static-making-"))
        shutil.copytree(source, making, ignore=MADE_FROM, dirs_exist_ok=True)
        for file in (found for found in making.rglob("*") if found.suffix in SHRINK):
            content = file.read_bytes()
            file.with_name(f"{file.name}.br").write_bytes(brotli.compress(content))
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        try:
            making.rename(ready)
        except OSError:
            # Another process was quicker; its copy is the same.
            shutil.rmtree(making)
    return ready


def _version(source: Path) -> str:
    digest = sha256()
    for file in sorted(found for found in source.rglob("*") if found.is_file()):
        digest.update(str(file.relative_to(source)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
