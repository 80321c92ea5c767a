"""The rules of pictures: how many, how large, and what stands where one may not be shown."""

import pytest

from core.pictures import MAX_FILE_BYTES
from core.text import picture, pictures_in, plain, render
from forum.rules.pictures import (
    ALT_MAX_CHARS,
    MAX_UPLOAD_BYTES,
    PICTURES,
    UNUSED_DAYS,
    with_pictures,
)


def test_the_numbers_people_rely_on() -> None:
    assert (ALT_MAX_CHARS, UNUSED_DAYS) == (300, 30)
    assert (PICTURES.most, PICTURES.window_seconds) == (30, 86_400)
    # The largest file has room beside the longest words.
    assert MAX_UPLOAD_BYTES - MAX_FILE_BYTES > 4 * ALT_MAX_CHARS + 8_000


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("A door", "A door"),
        ("&quot;Tea&quot; &amp; cake", '"Tea" &amp; cake'),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("&lt;b&gt;", "&lt;b&gt;"),
    ],
)
def test_a_picture_that_may_not_be_shown_leaves_its_words(alt: str, words: str) -> None:
    html = f'<p>a<img src="/pictures/{{}}" alt="{alt}" loading="lazy">b</p>'
    one, other = "k" * 22, "l" * 22
    assert with_pictures(html.format(one), {one}) == html.format(one)
    assert (
        with_pictures(html.format(one), {other}) == f"<p>a<em>Picture not shown: {words}</em>b</p>"
    )


@pytest.mark.parametrize(
    "alt", ["A door", '"Tea" & cake', "a < b > c", "<img src=x>", "&lt;", "[x]"]
)
def test_what_the_renderer_makes_is_what_the_rule_knows(alt: str) -> None:
    """Every picture that a text shows is found: none slips by under an odd name."""
    html = render(picture("k" * 22, alt))
    assert pictures_in(html) == {"k" * 22}
    assert pictures_in(with_pictures(html, ())) == set()
    assert with_pictures(html, {"k" * 22}) == html
    assert plain(with_pictures(html, ())) == f"Picture not shown: {alt}"
