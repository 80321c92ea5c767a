"""The buttons over the box: each does what it says, and can be taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import tab_to
from tests.browser.writing import open_box

CHOOSE = "([from, to]) => document.getElementById('text').setSelectionRange(from, to)"
CHOSEN = """() => { const box = document.getElementById('text');
    return box.value.slice(box.selectionStart, box.selectionEnd); }"""
SELECT = """([first, last]) => { const range = document.createRange();
    range.setStart(first, 0); range.setEnd(last, last.childNodes.length);
    getSelection().removeAllRanges(); getSelection().addRange(range); }"""


@pytest.mark.parametrize(
    ("tool", "chosen", "becomes", "left"),
    [
        ("Bold", (0, 3), "**one** two\nthree", "one"),
        ("Bold", (0, 4), "**one** two\nthree", "one"),
        ("Italic", (4, 7), "one *two*\nthree", "two"),
        ("Link", (4, 7), "one [two](https://)\nthree", "https://"),
        ("Link", (3, 3), "one[](https://) two\nthree", ""),
        ("List", (1, 9), "- one two\n- three", ""),
        ("List", (8, 8), "one two\n- three", ""),
        ("Quote", (5, 5), "> one two\nthree", ""),
        ("Bold", (13, 13), "one two\nthree****", ""),
    ],
)
def test_each_does_what_it_says(browse, tool, chosen, becomes, left):
    page = browse("tomasz")
    box = open_box(page)
    box.fill("one two\nthree")
    page.evaluate(CHOOSE, chosen)

    page.get_by_role("button", name=tool, exact=True).click()

    expect(box).to_have_value(becomes)
    expect(box).to_be_focused()
    assert page.evaluate(CHOSEN) == left
    page.keyboard.press("Control+z")
    expect(box).to_have_value("one two\nthree")


@pytest.mark.parametrize(("key", "mark"), [("b", "**"), ("i", "*")])
def test_two_have_keys_of_their_own(browse, key, mark):
    page = browse("tomasz")
    box = open_box(page)
    box.fill("one")
    box.select_text()
    page.keyboard.press(f"Control+{key}")
    expect(box).to_have_value(f"{mark}one{mark}")
    page.keyboard.press(f"Control+Shift+{key}")
    page.keyboard.press(f"Control+Alt+{key}")
    expect(box).to_have_value(f"{mark}one{mark}")


def test_with_keys_alone(browse):
    page = browse("harriet")
    box = open_box(page)
    tab_to(page, page.get_by_role("button", name="Bold"))
    page.keyboard.press("Space")
    expect(box).to_be_focused()
    page.keyboard.type("loud")
    expect(box).to_have_value("**loud**")


def test_there_are_none_without_a_script(browse):
    page = browse("harriet", js=False)
    open_box(page)
    expect(page.locator("#tools")).to_have_count(0)
    expect(page.get_by_role("button", name="Bold")).to_have_count(0)


def test_they_come_back_with_the_next_box_once(browse):
    page = browse("abdi")
    open_box(page).fill("Sent.")
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    expect(page.locator("#tools")).to_have_count(1)
    page.get_by_role("button", name="Bold").click()
    expect(page.locator("#text")).to_have_value("****")


def test_quote_what_is_selected(browse):
    page = browse("gwen")
    box = open_box(page)
    quote = page.get_by_role("button", name="Quote the words you selected")
    expect(quote).to_be_hidden()
    post = page.locator(".post").first
    number = _post_of(page, 0)
    no = (post.get_attribute("id") or "").removeprefix("p")
    words = post.locator(".post-body p").first
    words.evaluate("p => getSelection().selectAllChildren(p)")
    said = words.inner_text()
    box.fill("I read this.")

    quote.click()

    lines = "".join(f"> {line}\n" for line in [f"[quote {number}]", *said.split("\n")])
    expect(box).to_have_value(f"I read this.\n\n{lines}\n")
    expect(box).to_be_focused()
    expect(quote).to_be_hidden()
    page.keyboard.type("So do I.")
    page.locator("#composer-send").click()
    expect(page.locator(".post").last.locator(".quote-from")).to_contain_text(f"post {no}:")
    expect(page.locator(".post").last.locator("blockquote")).to_have_text(said)

    # Words that a post quotes itself are quoted from where they stand.
    last = page.locator(".post").last
    last.locator("blockquote p").evaluate("p => getSelection().selectAllChildren(p)")
    quote.click()
    expect(box).to_have_value(f"{lines}\n")
    # A whole post is quoted without them.
    box.fill("")
    page.evaluate(
        SELECT,
        [
            last.locator(".quote-from").element_handle(),
            last.locator(".post-body > p").last.element_handle(),
        ],
    )
    quote.click()
    mine = _post_of(page, -1)
    expect(box).to_have_value(f"> [quote {mine}]\n> So do I.\n\n")


def _post_of(page: Page, place: int) -> str:
    """The number that the head of a card on this page leads to."""
    link = page.locator(".post").nth(place).locator(".post-head a[href^='/posts/']").first
    found = re.fullmatch(r"/posts/(\d+)", link.get_attribute("href") or "")
    assert found
    return found[1]


def test_a_selection_that_is_in_no_post_is_not_offered(browse):
    page = browse("gwen")
    open_box(page)
    for selector in ("h1", ".post-head strong", "#text-hint"):
        page.locator(selector).first.evaluate("e => getSelection().selectAllChildren(e)")
        expect(page.get_by_role("button", name="Quote the words you selected")).to_be_hidden()
