"""Pictures in a text: our own with words for them; every other stays a link."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_line, picture, pictures_in, plain, render
from core.text.shown import sanitised

REL = 'rel="nofollow ugc noopener"'
KEY = "Abc_-0123456789x"


def shown(alt: str, key: str = KEY) -> str:
    return f'<img src="/pictures/{key}" alt="{alt}" loading="lazy">'


def link(address: str, words: str) -> str:
    return f'<a href="{address}" {REL}>{words}</a>'


OURS = link(f"/pictures/{KEY}", "x")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (f"![A tree]( /pictures/{KEY} )", f"!{link('/pictures/' + KEY, 'A tree')}"),
        (f"![A tree](/pictures/{KEY})", shown("A tree")),
        (
            f'a![\\[A\\] "tree" *&amp;*\n\\\\ ](/pictures/{KEY})b',
            "a" + shown("[A] &quot;tree&quot; *&amp;* \\") + "b",
        ),
        (f"![x](/pictures/{'k' * 40})", shown("x", "k" * 40)),
        (f"**![x](/pictures/{KEY})**", f"<strong>{shown('x')}</strong>"),
        (f"[![x](/pictures/{KEY})](/y)", f'<a href="/y" {REL}>{shown("x")}</a>'),
        (f"[a ![b](/c) d](/pictures/{KEY})", f"[a !{link('/c', 'b')} d](/pictures/{KEY})"),
        (f"![](/pictures/{KEY})", link(f"/pictures/{KEY}", "picture")),
        (f"![ \u200e&#32;](/pictures/{KEY})", link(f"/pictures/{KEY}", "picture")),
        (f"[![](/pictures/{KEY})](/y)", link("/y", "picture")),
        ("![x](/pictures/short)", f"!{link('/pictures/short', 'x')}"),
        (f"![x](/pictures/{'k' * 41})", f"!{link('/pictures/' + 'k' * 41, 'x')}"),
        (f"![x](/pictures/{KEY}/y)", f"!{link(f'/pictures/{KEY}/y', 'x')}"),
        (f"![x](/pictures/{KEY}?a)", f"!{link(f'/pictures/{KEY}?a', 'x')}"),
        (f"![x](//x.org/pictures/{KEY})", f"!{link(f'//x.org/pictures/{KEY}', 'x')}"),
        (f"![x](https://x.org/pictures/{KEY})", f"!{link(f'https://x.org/pictures/{KEY}', 'x')}"),
        (f"![x][k]\n\n[k]: /pictures/{KEY}", f"!{OURS}"),
        ("![](https://x.org/y.png)", f"!{link('https://x.org/y.png', 'https://x.org/y.png')}"),
        (f"[x](/pictures/{KEY})", OURS),
        (f"\\![x](/pictures/{KEY})", f"!{OURS}"),
        (f"`![x](/pictures/{KEY})`", f"<code>![x](/pictures/{KEY})</code>"),
        (f'<img src="/pictures/{KEY}" alt="x">', f'&lt;img src="/pictures/{KEY}" alt="x"&gt;'),
    ],
)
def test_what_becomes_of_a_picture(typed: str, expected: str) -> None:
    html = render(typed)
    assert html == f"<p>{expected}</p>\n"
    assert pictures_in(html) == (
        {"k" * 40 if "k" * 40 in html else KEY} if "<img" in html else set()
    )


def test_the_keys_of_several() -> None:
    other = "k" * 16
    assert pictures_in(render(f"![a](/pictures/{KEY}) ![b](/pictures/{other})")) == {KEY, other}


@pytest.mark.parametrize(
    "src",
    [
        f"https://x.org/pictures/{KEY}",
        f"//x.org/pictures/{KEY}",
        f"/pictures/{KEY}?x",
        f"/pictures/{KEY}\n",
        "/pictures/short",
        "data:image/png;base64,xx",
        "javascript:1",
        "",
    ],
)
def test_the_sanitiser_itself_lets_no_other_address_through(src: str) -> None:
    assert sanitised(f'<img src="{src}" alt="x" onerror="1">') == '<img alt="x">'
    assert sanitised(shown("x")) == shown("x")


def test_what_is_to_be_seen_is_found_by_search() -> None:
    html = render(f'before ![a > b & "c" <i>](/pictures/{KEY}) after')
    assert plain(html) == 'before a > b & "c" <i> after'


@given(st.text(alphabet=st.characters(), max_size=60))
def test_a_picture_as_one_would_type_it_keeps_its_words(alt: str) -> None:
    words = clean_line(alt)
    if not words:
        assert render(picture(KEY, alt)) == f"<p>{link('/pictures/' + KEY, 'picture')}</p>\n"
        return
    html = render(f"a {picture(KEY, alt)}")
    assert re.sub('alt="[^"]*"', 'alt=""', html) == f"<p>a {shown('')}</p>\n"
    assert pictures_in(html) == {KEY}
    assert plain(html) == f"a {words}"
