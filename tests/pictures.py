"""Pictures for tests, made with the same library by its other side: as telephones send them."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

#: Words planted where a file can hold some: none may come out again.
MARK = b"planted-where-I-live"


#: The corners of the picture below, from the upper left on.
UPRIGHT = ["red", "lime", "blue", "white"]


def four_corners(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A picture that shows how it was turned."""
    image = Image.new("RGB", size, "white")
    half = (size[0] // 2, size[1] // 2)
    for place, colour in (((0, 0), "red"), ((half[0], 0), "lime"), ((0, half[1]), "blue")):
        image.paste(Image.new("RGB", half, colour), place)
    return image.convert(mode)


def a_file(image: Image.Image | None = None, kind: str = "PNG", **told: Any) -> bytes:
    """The picture as a file."""
    file = BytesIO()
    (image or four_corners()).save(file, kind, **told)
    return file.getvalue()


def upload(data: bytes | None = None, name: str = "photo.jpg") -> tuple[BytesIO, str]:
    """The file as a form sends it."""
    return BytesIO(a_file() if data is None else data), name


def as_sent(fields: dict[str, Any]) -> dict[str, Any]:
    """A form with a file as a browser sends it; the test client would write it to the disk."""
    parts = []
    for name, value in fields.items():
        file, file_name = value if isinstance(value, tuple) else (BytesIO(value.encode()), None)
        told = f'form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name else "")
        head = f"--edge\r\nContent-Disposition: {told}\r\n\r\n".encode()
        parts += [head, file.getvalue(), b"\r\n"]
    return {
        "data": b"".join([*parts, b"--edge--\r\n"]),
        "content_type": "multipart/form-data; boundary=edge",
    }


def exif(**more: int) -> Image.Exif:
    """What a telephone writes into a photo: where, when, with which; `orientation` if told."""
    told = Image.Exif()
    told[0x010F] = told[0x0110] = told[0x9286] = MARK.decode()
    told.get_ifd(0x8825).update({1: "N", 2: (53.0, 22.0, 48.0), 29: MARK.decode()})
    if "orientation" in more:
        told[0x0112] = more["orientation"]
    return told


def png_chunk(name: bytes, data: bytes = b"") -> bytes:
    """A part of a PNG file."""
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_with(*chunks: bytes, width: int = 60, height: int = 40) -> bytes:
    """A PNG file with more parts after its first, and a size that may be a lie."""
    whole = a_file()
    header = png_chunk(b"IHDR", struct.pack(">II", width, height) + whole[24:29])
    return whole[:8] + header + b"".join(chunks) + whole[33:]


def corner_colours(data: bytes) -> list[str]:
    """The colours in the four corners of a file, from the upper left on, roughly."""
    with Image.open(BytesIO(data)) as opened:
        image = opened.convert("RGB")
    w, h = image.size
    names = []
    for place in ((2, 2), (w - 3, 2), (2, h - 3), (w - 3, h - 3)):
        pixel = image.getpixel(place)
        assert isinstance(pixel, tuple)
        red, green, blue = (value > 127 for value in pixel)
        names.append(COLOURS[red, green, blue])
    return names


COLOURS = {
    (True, False, False): "red",
    (False, True, False): "lime",
    (False, False, True): "blue",
    (True, True, True): "white",
    (False, False, False): "black",
}


def parts_of(data: bytes) -> list[str]:
    """What a JPEG or PNG file consists of, by name; a tail behind its end is called so."""
    return _parts_of_png(data) if data.startswith(b"\x89PNG") else _parts_of_jpeg(data)


def _parts_of_png(data: bytes) -> list[str]:
    at, found = 8, []
    while at < len(data) and "IEND" not in found:
        [length] = struct.unpack(">I", data[at : at + 4])
        found.append(data[at + 4 : at + 8].decode("ascii"))
        at += length + 12
    return [*found, "tail"] if at < len(data) else found


def _parts_of_jpeg(data: bytes) -> list[str]:
    at, found = 2, []
    while data[at + 1] != 0xD9:
        marker = data[at + 1]
        found.append(f"{marker:02X}")
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xDA:
            while data[at] != 0xFF or data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
                at += 1
    return [*found, "tail"] if at + 2 < len(data) else found
