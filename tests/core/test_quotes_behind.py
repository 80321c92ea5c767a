"""Quotes that wait behind a sentence until their reader opens them."""

from markupsafe import Markup

from core.text import Behind, in_lines, render, with_quotes

WAITS = Behind("Why <i>?", Markup("<p>Sam:</p>"))
BEGIN, END = "<details><summary>Why &lt;i&gt;?</summary><p>Sam:</p>", "</details>"


def show(post_id: int) -> Markup | Behind | None:
    """The first is shown, the second waits, the third is closed."""
    lines: dict[int, Markup | Behind] = {1: Markup("<p>Kim:</p>"), 2: WAITS}
    return lines.get(post_id)


def test_the_line_and_the_words_wait() -> None:
    html = render("a\n\n> [quote 2]\n> words\n\nb")
    quoted = "<blockquote>\n<p>words</p>\n</blockquote>"
    assert with_quotes(html, show) == f"<p>a</p>\n{BEGIN}{quoted}{END}\n<p>b</p>\n"


def test_each_quote_ends_where_it_ended() -> None:
    html = render("> [quote 2]\n> one\n>\n> > [quote 1]\n> > two\n>\n> > [quote 3]\n> > three\n\nb")
    shown = with_quotes(html, show)
    assert shown.startswith(BEGIN)
    assert shown.endswith(f"</blockquote>{END}\n<p>b</p>\n")
    assert (shown.count("<details>"), shown.count("</details>")) == (1, 1)
    assert ("one" in shown, "Kim:" in shown, "three" in shown) == (True, True, False)


def test_a_quote_that_waits_inside_one_that_is_closed_is_closed() -> None:
    html = render("> [quote 3]\n> one\n>\n> > [quote 2]\n> > two\n\nb")
    assert "details" not in with_quotes(html, show)


def test_as_lines_there_is_the_sentence_alone() -> None:
    html = render("a\n\n> [quote 2]\n> one\n>\n> > [quote 2]\n> > two\n\nb\n\n> [quote 1]\n> c")
    assert in_lines(with_quotes(html, show)) == "a\n\nWhy <i>?\n\nb\n\nKim:\n>\n> c"


def test_nobody_can_type_what_waits() -> None:
    typed = "<details><summary>a</summary>b</details>"
    assert in_lines(render(typed)) == typed
