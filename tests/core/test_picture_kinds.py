"""Every kind of picture that a telephone, a scanner or a drawing program makes."""

from io import BytesIO

import pytest
from PIL import Image

from core.pictures import safe_picture
from tests.pictures import UPRIGHT, a_file, corner_colours, four_corners, parts_of


@pytest.mark.parametrize(
    ("mode", "kind", "media_type"),
    [
        ("RGB", "JPEG", "image/jpeg"),
        ("L", "JPEG", "image/jpeg"),
        ("CMYK", "JPEG", "image/jpeg"),
        ("P", "PNG", "image/jpeg"),
        ("1", "PNG", "image/jpeg"),
        ("RGBA", "PNG", "image/jpeg"),  # see-through in name only
        ("RGB", "WEBP", "image/jpeg"),
        ("P", "GIF", "image/jpeg"),
    ],
)
def test_every_kind_of_colours(mode: str, kind: str, media_type: str) -> None:
    made = safe_picture(a_file(four_corners(mode=mode), kind))
    assert made.media_type == media_type
    if mode in {"L", "1"}:
        assert corner_colours(made.data)[3] == "white"
    else:
        assert corner_colours(made.data) == UPRIGHT


def test_sixteen_bits_keep_their_shades() -> None:
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 0x8000, 0xFFFF)):
        image.putpixel((x, 0), value)
    made = safe_picture(a_file(image.resize((60, 20), Image.Resampling.NEAREST)))
    with Image.open(BytesIO(made.data)) as opened:
        shades = [opened.getpixel((x, 10)) for x in (5, 30, 55)]
    assert [round(int(shade) / 64) for shade in shades] == [0, 2, 4]  # type: ignore[arg-type]


def see_through(mode: str) -> bytes:
    image = Image.new("RGBA", (60, 40), (255, 0, 0, 255))
    image.paste((1, 2, 3, 0), (30, 0, 60, 40))
    if mode == "P":
        palette = Image.new("P", (60, 40))
        palette.putpalette([255, 0, 0, 1, 2, 3])
        palette.paste(1, (30, 0, 60, 40))
        return a_file(palette, transparency=1)
    return a_file(image, mode, **({"lossless": True, "exact": True} if mode == "WEBP" else {}))


@pytest.mark.parametrize("mode", ["P", "PNG", "WEBP"])
def test_what_can_be_seen_through_stays_so_and_hides_nothing(mode: str) -> None:
    sent = see_through(mode)
    with Image.open(BytesIO(sent)) as opened:
        assert opened.convert("RGBA").getpixel((50, 20)) == (1, 2, 3, 0)
    made = safe_picture(sent)
    assert made.media_type == "image/png"
    with Image.open(BytesIO(made.data)) as opened:
        assert opened.getpixel((10, 20)) == (255, 0, 0, 255)
        assert opened.getpixel((50, 20)) == (0, 0, 0, 0)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_picture_is_taken(kind: str) -> None:
    moves = a_file(
        kind=kind, save_all=True, append_images=[Image.new("RGB", (60, 40), "black")], duration=99
    )
    made = safe_picture(moves)
    assert corner_colours(made.data) == UPRIGHT
    assert parts_of(made.data)[-1] != "tail"
