"""Pictures made anew: what one sees stays, and nothing else does."""

import random
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, PngImagePlugin

from core.pictures import MAX_FILE_BYTES, NOT_READ, TOO_LARGE, PictureRefused, safe_picture
from core.pictures.making import MAX_KEPT_BYTES, MAX_SIDE, NotTaken, made_anew
from tests.pictures import (
    MARK,
    UPRIGHT,
    a_file,
    corner_colours,
    exif,
    four_corners,
    parts_of,
    png_chunk,
    png_with,
)

#: All that our own files hold: for JPEG the tables, the frame and its scans; APP0 says "JFIF".
PARTS_OF_JPEG = {"E0", "DB", "C2", "C4", "DA"}
PARTS_OF_PNG = ["IHDR", "IDAT", "IEND"]

WHERE: dict[str, Any] = {"exif": exif(), "comment": MARK, "icc_profile": MARK, "xmp": MARK}


def with_text() -> PngImagePlugin.PngInfo:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", MARK.decode())
    told.add_text("Zipped", MARK.decode(), zip=True)
    told.add_itxt("XML:com.adobe.xmp", MARK.decode())
    return told


LADEN = {
    "JPEG": a_file(kind="JPEG", **WHERE),
    "progressive JPEG": a_file(kind="JPEG", progressive=True, **WHERE),
    "two photos in one": a_file(
        kind="MPO", save_all=True, append_images=[four_corners((9, 9))], exif=exif()
    ),
    "PNG": a_file(exif=exif(), icc_profile=MARK, pnginfo=with_text()),
    "PNG to see through": a_file(
        Image.new("RGBA", (60, 40), (9, 9, 9, 99)), exif=exif(), icc_profile=MARK
    ),
    "WebP": a_file(kind="WEBP", exif=exif(), icc_profile=MARK, xmp=MARK),
    "GIF": a_file(kind="GIF", comment=MARK),
}


@pytest.mark.parametrize("name", LADEN)
def test_nothing_but_the_pixels_is_kept(name: str) -> None:
    laden = LADEN[name]
    assert MARK in laden or "PNG" in name  # PNG packs its words
    for data in (laden, laden + b"<html><script>alert(1)</script>" + MARK):
        made = safe_picture(data)
        assert MARK not in made.data
        assert b"<script" not in made.data
        assert b"Exif" not in made.data
        parts = parts_of(made.data)
        assert set(parts) == PARTS_OF_JPEG or parts == PARTS_OF_PNG
        with Image.open(BytesIO(made.data)) as opened:
            assert set(opened.info) <= {
                *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
                *("progressive", "progression"),
            }
            assert dict(opened.getexif()) == {}
        assert (made.width, made.height) == (60, 40)


def test_what_is_planted_would_be_found() -> None:
    with Image.open(BytesIO(LADEN["JPEG"])) as opened:
        assert opened.getexif().get_ifd(0x8825)[29] == MARK.decode()
        assert {"exif", "comment", "icc_profile", "xmp"} <= set(opened.info)
    assert parts_of(LADEN["JPEG"] + b"x")[-1] == "tail"
    assert {"tEXt", "zTXt", "iTXt", "iCCP", "eXIf"} < set(parts_of(LADEN["PNG"]))


#: How the sensor's picture lies when it was held so: turned by what EXIF says it is upright.
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", HELD)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_turned_upright(orientation: int, kind: str) -> None:
    turn = HELD[orientation]
    lies = four_corners() if turn is None else four_corners().transpose(turn)
    made = safe_picture(a_file(lies, kind, exif=exif(orientation=orientation)))
    assert corner_colours(made.data) == UPRIGHT
    assert (made.width, made.height) == (60, 40)


@pytest.mark.parametrize("orientation", [0, 9, 60_000])
def test_an_orientation_that_makes_no_sense_turns_nothing(orientation: int) -> None:
    made = safe_picture(a_file(kind="JPEG", exif=exif(orientation=orientation)))
    assert corner_colours(made.data) == UPRIGHT


@pytest.mark.parametrize(
    ("size", "kept"),
    [((60, 40), (60, 40)), ((3200, 1600), (1600, 800)), ((400, 4000), (160, 1600))],
)
def test_it_is_made_small_enough(size: tuple[int, int], kept: tuple[int, int]) -> None:
    made = safe_picture(a_file(four_corners(size), "JPEG"))
    assert (made.width, made.height) == kept
    assert max(kept) <= MAX_SIDE
    assert corner_colours(made.data) == UPRIGHT


def test_a_line_one_pixel_thin_is_no_trouble() -> None:
    made = safe_picture(a_file(Image.new("RGB", (5000, 1))))
    assert (made.width, made.height) == (1600, 1)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_what_packs_badly_is_made_smaller_still(mode: str) -> None:
    chance = random.Random(1)
    noise = Image.frombytes(mode, (1400, 1400), chance.randbytes(1400 * 1400 * len(mode)))
    made = safe_picture(a_file(noise, compress_level=0))
    assert MAX_KEPT_BYTES // 4 < len(made.data) <= MAX_KEPT_BYTES
    assert made.width == made.height < 1400


def test_it_looks_the_same() -> None:
    sent = four_corners((300, 200))
    made = safe_picture(a_file(sent))
    with Image.open(BytesIO(made.data)) as opened:
        difference = ImageChops.difference(sent, opened.convert("RGB")).convert("L")
    # The sum over all pixels of how far each is off, in 256 shades.
    off = sum(shade * count for shade, count in enumerate(difference.histogram()))
    assert off / (300 * 200) < 2


def refused(data: bytes) -> str:
    with pytest.raises(PictureRefused) as caught:
        safe_picture(data)
    return caught.value.sentence


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<html><body><script>alert(1)</script></body></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"%PDF-1.7\n",
        b"P6 9 9 255\n" + b"\0" * 243,
        a_file(kind="TIFF"),
        a_file(kind="BMP"),
        a_file(kind="ICO"),
        a_file(kind="AVIF"),
        a_file(kind="JPEG2000"),
        a_file(kind="PPM"),
    ],
    ids=lambda data: data[:12].hex(),
)
def test_what_is_no_picture_of_ours_is_refused(data: bytes) -> None:
    assert refused(data) == NOT_READ


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_file_is_refused(kind: str) -> None:
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    whole = a_file(noise, kind)
    for part in (whole[:20], whole[: len(whole) // 2], whole[: -len(whole) // 5]):
        assert refused(part) == NOT_READ


def test_the_largest_file_that_is_looked_at() -> None:
    picture = a_file()
    padded = picture + b"\0" * (MAX_FILE_BYTES - len(picture))
    assert safe_picture(padded).width == 60
    assert refused(padded + b"\0") == TOO_LARGE == "That picture is too large: 10 MB at most."


def test_anything_may_come_and_all_that_is_no_picture_is_refused() -> None:
    """Two thousand damaged files: each is a picture still, or is refused; nothing else happens."""
    chance, taken, not_taken = random.Random(7), 0, 0
    for number in range(2_000):
        data = bytearray(chance.choice(list(LADEN.values())))
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        try:
            media_type, image, encoded = made_anew(bytes(data))
        except NotTaken:
            not_taken += 1
            continue
        taken += 1
        assert media_type in {"image/jpeg", "image/png"}, number
        assert MARK not in encoded
        assert parts_of(encoded)[-1] in {"DA", "IEND"}
        assert max(image.size) <= MAX_SIDE
    assert taken > 100
    assert not_taken > 100


def test_a_png_may_say_a_thousand_things_and_is_kept() -> None:
    made = safe_picture(png_with(*[png_chunk(b"tEXt", b"a\0" + MARK)] * 1_000))
    assert MARK not in made.data
