"""Pictures that people send, made safe: nothing of the file is kept but what it shows.

A photo can say where and when it was taken and with which telephone; a file can be a picture and
something else as well. So a program with few rights, `making.py`, puts the pixels into a new file,
with no EXIF, no colour profile, no comment and no tail.

Source: OWASP File Upload Cheat Sheet, "Image rewriting"; docs/decisions/0012-pictures.md
"""

import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.refusals import Refusal

#: The largest file that is looked at. Unit: bytes.
MAX_FILE_BYTES = 10 * 1024 * 1024

#: How long the program may take, on a machine that does other things as well. Unit: seconds.
PATIENCE_SECONDS = 20

TOO_LARGE = f"That picture is too large: {MAX_FILE_BYTES // 1024 // 1024} MB at most."
TOO_FINE = "That picture is too large. Please send a smaller copy of it."
NOT_READ = "We could not read that picture. Please try a photo in JPEG or PNG."

#: What the program's numbers mean for the person who sent the file; see making.py.
SENTENCES = {3: NOT_READ, 4: TOO_FINE}

PROGRAM = Path(__file__).with_name("making.py")

log = logging.getLogger("network.pictures")


class PictureRefused(Refusal):
    """The file is no picture that we take."""

    sentence = NOT_READ


@dataclass(frozen=True, slots=True)
class SafePicture:
    """A picture as it is kept: a file of our own making, upright, with its size in pixels."""

    media_type: str
    data: bytes
    width: int
    height: int


def safe_picture(data: bytes) -> SafePicture:
    """The picture in these bytes, made anew: upright, small, and with nothing else in it.

    Takes JPEG, PNG, WebP, and the first picture of a GIF. Colours are taken as sRGB: reading a
    colour profile would be one more parser to trust. Raises: PictureRefused.
    """
    if len(data) > MAX_FILE_BYTES:
        raise PictureRefused(TOO_LARGE)
    about, _, encoded = _run(data).partition(b"\n")
    media_type, width, height = about.decode("ascii").split()
    return SafePicture(media_type, encoded, int(width), int(height))


def _run(data: bytes) -> bytes:
    """What the program writes. It gets the file and nothing else, not even our surroundings."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, and no word of anybody's
            [sys.executable, "-I", str(PROGRAM)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        log.warning("picture", extra={"error": "took too long"})
        raise PictureRefused from error
    if ended.returncode == 0:
        return ended.stdout
    if ended.returncode not in SENTENCES:
        log.warning("picture", extra={"error": f"ended with {ended.returncode}"})
    raise PictureRefused(SENTENCES.get(ended.returncode, NOT_READ))
