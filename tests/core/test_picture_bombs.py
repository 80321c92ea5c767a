"""Files made to take all memory and all time: each is refused, quickly, and nobody notices."""

import re
import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.pictures import NOT_READ, PROGRAM, TOO_FINE, PictureRefused, safe_picture
from core.pictures.making import PROCESSOR_SECONDS
from tests.pictures import MARK, a_file, png_chunk, png_with

SCAN = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")


def processor_seconds() -> float:
    """What the programs that this process ran and waited for have used, on a busy machine too."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def large(side: int) -> Image.Image:
    return Image.new("L", (side, side))


def many_scans() -> bytes:
    """A flat picture that is gone over a thousand times."""
    whole = a_file(large(4_000), "JPEG", progressive=True)
    last = [found.start() for found in SCAN.finditer(whole)][-1]
    return whole[:-2] + whole[last:-2] * 1_000 + whole[-2:]


def many_profiles() -> bytes:
    """A small picture with ten thousand colour profiles, each of a megabyte when unpacked."""
    profile = png_chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 900_000))
    return png_with(*[profile] * 10_000)


BOMBS = {
    "64 megapixels in 70 kB": (lambda: a_file(large(8_000)), TOO_FINE),
    "a JPEG of 64 megapixels": (lambda: a_file(large(8_000), "JPEG"), TOO_FINE),
    "a GIF of 25 megapixels": (lambda: a_file(large(5_000), "GIF"), TOO_FINE),
    "a WebP of 25 megapixels": (lambda: a_file(large(5_000), "WEBP", method=0), TOO_FINE),
    "a progressive JPEG of 36 megapixels": (
        lambda: a_file(large(6_000), "JPEG", progressive=True),
        TOO_FINE,
    ),
    "a size that is a lie": (lambda: png_with(width=65_000, height=65_000), TOO_FINE),
    "a size past all numbers": (lambda: png_with(width=2**31 - 1, height=2**31 - 1), TOO_FINE),
    "a thousand scans": (many_scans, NOT_READ),
    "ten thousand profiles": (many_profiles, NOT_READ),
    "words of a gigabyte": (
        lambda: png_with(png_chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 10**9))),
        NOT_READ,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly(name: str) -> None:
    make, sentence = BOMBS[name]
    data = make()
    before = processor_seconds()
    with pytest.raises(PictureRefused) as caught:
        safe_picture(data)
    assert processor_seconds() - before < PROCESSOR_SECONDS + 1
    assert caught.value.sentence == sentence


@pytest.mark.parametrize("side", [7_200, 4_900])
def test_a_large_photo_is_taken(side: int) -> None:
    """Fifty megapixels of JPEG, and twenty-four of PNG."""
    made = safe_picture(a_file(large(side), "JPEG" if side > 5_000 else "PNG"))
    assert (made.width, made.height) == (1_600, 1_600)


def test_a_program_that_breaks_is_a_refusal_and_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A decoder that fell over, or was taken over: the log says how it ended, and no more."""
    broken = tmp_path / "broken.py"
    broken.write_text("import os; os.abort()")
    monkeypatch.setattr("core.pictures.PROGRAM", broken)
    with pytest.raises(PictureRefused) as caught:
        safe_picture(MARK)
    assert caught.value.sentence == NOT_READ
    [line] = [record for record in caplog.records if record.name == "network.pictures"]
    assert vars(line)["error"] == "ended with -6"
    assert MARK.decode() not in str(vars(line))


def test_the_program_has_no_surroundings_and_few_rights() -> None:
    """Its own limits, asked of the program itself after it has given its rights up."""
    ask = (
        "import importlib.util, os, resource as r\n"
        f"spec = importlib.util.spec_from_file_location('making', {str(PROGRAM)!r})\n"
        "making = importlib.util.module_from_spec(spec); spec.loader.exec_module(making)\n"
        "making._give_up_rights()\n"
        "print(r.getrlimit(r.RLIMIT_FSIZE)[1], r.getrlimit(r.RLIMIT_CORE)[1],"
        " r.getrlimit(r.RLIMIT_CPU)[1], r.getrlimit(r.RLIMIT_AS)[1])\n"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", ask], env={}, capture_output=True, check=True, text=True
    )
    assert told.stdout.split() == ["0", "0", str(PROCESSOR_SECONDS), str(2**30)]


def test_the_site_itself_never_loads_the_decoder() -> None:
    ask = "import sys, front.app; print('PIL' in sys.modules, 'core.pictures' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["False", "True"]
