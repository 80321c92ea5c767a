"""The program that makes a picture anew: the only import of Pillow, run by core.pictures.

It reads a file from standard input and writes one of its own making to standard output. It knows
nothing of the house, has seen no secret, can open no file for writing, and has only so much memory
and time: a file made to break a decoder breaks this process and no other.

Source: Pillow handbook, Security; docs/decisions/0012-pictures.md
"""

import re
import resource
import struct
import sys
import warnings
import zlib
from io import BytesIO

# WebP by name: Pillow would load forty more readers to look for it.
from PIL import Image, ImageFile, WebPImagePlugin  # noqa: F401

#: What this process may use at most. Unit: bytes of memory, seconds of the processor's time.
MEMORY_BYTES = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 4

#: The longest side of a picture that is kept: as wide as a page is on a fine screen. Unit: pixels.
MAX_SIDE = 1_600

#: The largest file that is kept; what comes out larger is made smaller still. Unit: bytes.
MAX_KEPT_BYTES = 1_500_000

#: The most that each kind of file may show, so that decoding takes less than 300 MB. A JPEG is
#: decoded small, unless it comes in passes over the whole picture. Unit: pixels.
MAX_PIXELS = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 16_000_000, "GIF": 16_000_000}
MAX_PROGRESSIVE_PIXELS = 25_000_000

#: How many passes a JPEG may make over its picture. Ten are usual; thousands fit into a small file,
#: each as much work as a picture. Source: libjpeg-turbo, "Two Issues with the JPEG Standard"
MAX_SCANS = 30

JPEG_QUALITY = 82

#: How this program ends when the file is at fault; any other end is a fault of ours or an attack.
NOT_READ, TOO_FINE = 3, 4

#: What Pillow's readers raise for bytes that make no sense to them: more than their manual says.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    EOFError,
    MemoryError,
    RuntimeError,
    Warning,
    struct.error,
    zlib.error,
)

#: How each orientation is turned upright. Source: CIPA DC-008 (Exif 2.32), 4.6.4, tag 274
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow writes an optimised JPEG in one piece, and gives up when its room for it is too small.
ImageFile.MAXBLOCK = 4 * MAX_SIDE * MAX_SIDE

_start_of_scan = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")


class NotTaken(Exception):
    """The file is no picture that we take; the number says why."""

    def __init__(self, why: int) -> None:
        """Carry the number that the program ends with."""
        self.why = why
        super().__init__(why)


def made_anew(data: bytes) -> tuple[str, Image.Image, bytes]:
    """The media type, the picture and the new file: upright, small, with nothing else in it.

    Raises: NotTaken.
    """
    try:
        return _fitted(_bare(data))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise NotTaken(TOO_FINE) from error
    except UNREADABLE as error:
        raise NotTaken(NOT_READ) from error


def _bare(data: bytes) -> Image.Image:
    """The pixels alone, upright and shrunk, as L, RGB or RGBA."""
    if len(_start_of_scan.findall(data)) > MAX_SCANS:
        raise NotTaken(NOT_READ)
    # No other reader than these is ever asked.
    with Image.open(BytesIO(data), formats=tuple(MAX_PIXELS)) as opened:
        if opened.width * opened.height > _most_pixels(opened):
            raise NotTaken(TOO_FINE)
        # A JPEG is decoded at a half, a quarter or an eighth of its size, where that is enough.
        steps = max(1, max(opened.size) // MAX_SIDE)
        opened.draft(None, (opened.width // steps, opened.height // steps))
        image = _in_colours(opened)
        image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
        image.load()
        turn = UPRIGHT.get(_orientation(opened))
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if turn is not None:
        image = image.transpose(turn)
    image = _without_hidden_colours(image)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _most_pixels(image: Image.Image) -> int:
    if image.info.get("progressive"):
        return MAX_PROGRESSIVE_PIXELS
    # Two photos in one file, as some telephones take them, are a JPEG by another name.
    return MAX_PIXELS["JPEG" if image.format == "MPO" else str(image.format)]


def _in_colours(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be shrunk smoothly: L, RGB, RGBA or, from a JPEG, CMYK."""
    if image.mode.startswith("I"):
        # Sixteen bits a pixel; converting would cut off all but the darkest.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    """How the camera was held; 1 when the picture does not say, or says it badly."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except UNREADABLE:
        return 1


def _without_hidden_colours(image: Image.Image) -> Image.Image:
    """The same to the eye, with nothing left under what somebody rubbed out."""
    if image.mode != "RGBA":
        return image
    alpha = image.getchannel("A")
    if alpha.getextrema()[0] == 255:  # noqa: PLR2004 - opaque
        return image.convert("RGB")
    clear = Image.new("RGBA", image.size)
    return Image.composite(image, clear, alpha.point(lambda value: 255 if value else 0))


def _fitted(image: Image.Image) -> tuple[str, Image.Image, bytes]:
    """PNG for what can be seen through, JPEG for all else; smaller and smaller until it fits."""
    media_type, encoded = _encoded(image)
    while len(encoded) > MAX_KEPT_BYTES:
        side = max(image.size) * 3 // 4
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        media_type, encoded = _encoded(image)
    return media_type, image, encoded


def _encoded(image: Image.Image) -> tuple[str, bytes]:
    file = BytesIO()
    if image.mode == "RGBA":
        image.save(file, "PNG")
        return "image/png", file.getvalue()
    # 4:4:4, so that coloured letters on a picture of a screen stay sharp.
    image.save(
        file, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4", progressive=True, optimize=True
    )
    return "image/jpeg", file.getvalue()


def _give_up_rights() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """Write the size and the kind of the new picture on one line, and the file after it."""
    _give_up_rights()
    # Pillow's own guard, for readers that find out late how large a picture is, only warns.
    Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS.values())
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        media_type, image, encoded = made_anew(sys.stdin.buffer.read())
    except NotTaken as refused:
        return refused.why
    sys.stdout.buffer.write(f"{media_type} {image.width} {image.height}\n".encode() + encoded)
    return 0


if __name__ == "__main__":
    sys.exit(main())
