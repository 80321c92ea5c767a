"""Quotes: marked when a text is rendered, shown or not when somebody reads it, never forged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from core.text import clean, clean_line, plain, quote, quoted_in, render, with_quotes
from core.text.quotes import CLOSED, MOST_QUOTES
from core.text.shown import MAX_NESTING, sanitised

OPEN, SHUT, END = "\ue000", "\ue001", "\ue000/q\ue001"


def begin(post_id: int) -> str:
    return f"{OPEN}q{post_id}{SHUT}"


def marked(post_id: int, inner: str) -> str:
    return f"{begin(post_id)}<blockquote>\n{inner}</blockquote>{END}\n"


def nobody(post_id: int) -> None:
    """What somebody sees who may see no other post."""


def everybody(post_id: int) -> Markup:
    return Markup("<p>Post {}:</p>\n").format(post_id)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("> [quote 12]\n> said", marked(12, "<p>said</p>\n")),
        ("> [quote 12]\n>\n> said", marked(12, "<p>said</p>\n")),
        (">[quote 12]  \n> said\nlazily", marked(12, "<p>said\nlazily</p>\n")),
        ("> [quote 12]\n> a\n>\n> b\n\nc", marked(12, "<p>a</p>\n<p>b</p>\n") + "<p>c</p>\n"),
        ("> [quote 12]\n> - a", marked(12, "<ul>\n<li>a</li>\n</ul>\n")),
        ("> [quote 12]\n> a\n> ===", marked(12, "<h3>a</h3>\n")),
        ("> [quote 12]\n> ===\n> a", marked(12, "<p>a</p>\n")),
        ("> [quote 12]", f"{begin(12)}<blockquote></blockquote>{END}\n"),
        (
            "> [quote 12]\n> > [quote 13]\n> > a\n>\n> b",
            marked(12, marked(13, "<p>a</p>\n") + "<p>b</p>\n"),
        ),
        ("- > [quote 1]\n  > a", f"<ul>\n<li>\n{marked(1, '<p>a</p>' + chr(10))}</li>\n</ul>\n"),
        ("> [quote 12]\n> a\n\n[quote 12]: /x", marked(12, "<p>a</p>\n")),
    ],
)
def test_a_quote_is_marked(typed: str, expected: str) -> None:
    assert render(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "[quote 12]\nsaid",
        "> said\n> [quote 12]",
        "> [quote 12] said",
        "> # [quote 12]\n> said",
        "> - [quote 12]\n>   said",
        "> [quote 0]\n> said",
        "> [quote 012]\n> said",
        "> [quote 1234567890]\n> said",
        "> [quote ١٢]\n> said",
        "> \\[quote 12]\n> said",
        ">     [quote 12]\n>     said",
        "```\n> [quote 12]\n> said\n```",
    ],
)
def test_other_words_are_no_quote(typed: str) -> None:
    html = render(typed)
    assert (OPEN in html, quoted_in(html), with_quotes(html, nobody)) == (False, set(), html)
    assert plain(html).replace(" ", "").endswith("said") or "quote" in html


@pytest.mark.parametrize("typed", [f"{begin(5)}x{END}", "&#xe000;q5&#xe001;x&#57344;/q&#57345;"])
@pytest.mark.parametrize(
    "around",
    [
        *("{}", "`{}`", "> {}", "# {}", "[{}](/x)", "[x](/{})", "[x](/y '{}')", "```{}\n```"),
        *("![{}](/pictures/0123456789abcdef)", "> [quote 7]\n> {}", "> " * 200 + "{}"),
    ],
)
def test_nobody_can_type_a_mark(typed: str, around: str) -> None:
    html = render(around.replace("{}", typed))
    assert quoted_in(html) == ({7} if "quote 7" in around else set())
    assert html.count(OPEN) == html.count(SHUT) == ("quote 7" in around) * 2


def test_nobody_can_type_the_comment_that_holds_a_marks_place() -> None:
    html = render("<!--q5--> `<!--q5-->` [x](/y '<!--/q-->')\n\n<!--q5-->\n\n    <!--q5-->")
    assert (OPEN in html, quoted_in(html)) == (False, set())


def test_marks_are_taken_out_of_names_and_titles_too() -> None:
    assert clean(f"a{begin(1)}b") == clean_line(f"a{begin(1)}b") == "aq1b"


def test_words_are_shown_to_whoever_may_see_the_post() -> None:
    html = render("> [quote 12]\n> said\n\nmine")
    assert with_quotes(html, everybody) == (
        "<p>Post 12:</p>\n<blockquote>\n<p>said</p>\n</blockquote>\n<p>mine</p>\n"
    )


def test_words_are_kept_from_whoever_may_not() -> None:
    html = render("before\n\n> [quote 12]\n> said\n\nmine")
    assert with_quotes(html, nobody) == f"<p>before</p>\n{CLOSED}\n<p>mine</p>\n"


def test_quotes_in_quotes_are_each_asked_about() -> None:
    html = render("> [quote 1]\n> one\n>\n> > [quote 2]\n> > two\n>\n> one more\n\nmine")
    assert quoted_in(html) == {1, 2}
    told: list[int] = []

    def all_but(shut: int, html: str = html) -> str:
        def show(post_id: int) -> Markup | None:
            told.append(post_id)
            return None if post_id == shut else everybody(post_id)

        return str(with_quotes(html, show))

    assert re.findall("one more|one|two|mine|may|not open", all_but(2)) == [
        "one",
        "not open",
        "one more",
        "mine",
    ]
    assert re.findall("one|two|mine|not open", all_but(1)) == ["not open", "mine"]
    assert re.findall("one more|one|two|mine|not open", all_but(0)) == [
        "one",
        "two",
        "one more",
        "mine",
    ]
    assert told == [1, 2, 1, 1, 2]


def test_a_line_that_is_not_safe_is_made_safe() -> None:
    shown = with_quotes(render("> [quote 1]\n> a"), lambda _: "<script>")  # type: ignore[arg-type, return-value]
    assert shown.startswith("&lt;script&gt;<blockquote>")


def test_without_quotes_nothing_is_changed() -> None:
    html = render("> said")
    assert with_quotes(html, nobody) == html
    assert with_quotes(str(html), nobody) == html


def test_search_never_holds_words_of_another_post() -> None:
    html = render(
        "a\n\n> [quote 1]\n> secret\n>\n> > [quote 2]\n> > secret\n>\n> secret\n\n> b\n\nc"
    )
    assert "secret" in html
    assert plain(html) == "a b c"


def test_too_many_quotes_are_words_like_others() -> None:
    html = render("".join(f"> [quote {no}]\n> x\n\n" for no in range(1, MOST_QUOTES + 4)))
    assert quoted_in(html) == set(range(1, MOST_QUOTES + 1))
    assert html.count("[quote ") == 3


@pytest.mark.parametrize("depth", [MAX_NESTING, 100])
def test_words_too_deep_to_be_laid_out_are_kept_from_whoever_may_not(depth: int) -> None:
    """What is shown as it was typed is one quote of every post that it names."""
    html = render("mine\n" + "".join("> " * no + f"[quote {no}]\n" for no in range(1, depth + 1)))
    asked = set(range(1, min(depth, MOST_QUOTES) + 1))
    assert quoted_in(html) == asked
    assert with_quotes(html, everybody).endswith("</code></pre>")
    assert "<pre>" in with_quotes(html, everybody)
    for shut in asked:
        shown = with_quotes(html, lambda no, shut=shut: None if no == shut else Markup(""))  # type: ignore[misc]
        assert shown == CLOSED
    assert plain(html) == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one", "> [quote 3]\n> one\n\n"),
        (" a\r\n\r\nb ", "> [quote 3]\n> a\n>\n> b\n\n"),
        ("> [quote 2]\n> b\n\nc", "> [quote 3]\n> > [quote 2]\n> > b\n>\n> c\n\n"),
    ],
)
def test_a_quote_as_one_would_type_it(words: str, expected: str) -> None:
    assert quote(3, words) == expected


WORDS = st.lists(
    st.sampled_from(
        [
            *("secret", "[quote 1]", "[quote 2]", "> ", "- ", "1. ", "    ", "# ", "===", "---"),
            *(
                "```",
                "`",
                "*",
                "\n",
                "\n",
                "\n\n",
                "<!--/q-->",
                "[quote 1]: /x",
                "[",
                "](/x)",
                "![x]",
            ),
            *("\ue000", "/q\ue001", "&#xe000;/q&#xe001;", "\\", "\t", "<b>", "\x00", "é"),
        ]
    ),
    max_size=25,
).map("".join)


@given(WORDS)
def test_a_quote_keeps_in_whatever_it_holds(words: str) -> None:
    html = render(quote(7, words) + "\n\nmine")
    assert html.startswith(begin(7))
    assert with_quotes(html, nobody) == f"{CLOSED}\n<p>mine</p>\n"
    assert plain(html) == "mine"


@given(WORDS)
def test_marks_always_come_in_pairs(words: str) -> None:
    html = render(words)
    depth = [0]
    for post_id in re.findall("\ue000(?:q([0-9]+)|/q)\ue001", html):
        depth.append(depth[-1] + (1 if post_id else -1))
    assert (depth[-1], min(depth)) == (0, 0)
    assert sanitised(html) == html
    shown = with_quotes(html, everybody)
    assert not set(shown) & {OPEN, SHUT}
    assert sanitised(shown) == shown
