"""Journeys with a picture: add one while writing, show it to others, take it out again."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.pictures import MARK, a_file, exif, four_corners

ALT = "Four fields of colour"

#: A photo as a telephone takes it: lying on its side, with where and when in it.
PHOTO = a_file(four_corners((1200, 2400)), "JPEG", exif=exif(orientation=6))


def choose(page: Page, data: bytes = PHOTO, name: str = "photo.jpg") -> None:
    """Choose a file as somebody does, who has it on their telephone."""
    file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    page.get_by_label("Choose the picture").set_input_files(file)


def add(page: Page) -> None:
    page.get_by_role("button", name="Add the picture").click()


def drawn(page: Page, selector: str) -> list[int]:
    """The width and height of a picture that the browser has loaded and drawn."""
    expect(page.locator(selector)).to_have_js_property("complete", True)
    size: list[int] = page.locator(selector).evaluate("i => [i.naturalWidth, i.naturalHeight]")
    return size


def test_add_a_picture_and_put_it_into_a_reply(browse, js):
    page = browse("owen" if js else "sunita", js=js)
    page.goto("/pictures/new?back=/threads/1")
    page.get_by_label("Say what is in the picture").fill(ALT)
    choose(page)
    add(page)

    expect(page.locator("h1")).to_have_text("Your picture")
    expect(page.locator("#announce")).to_have_text("Your picture is here.")
    assert drawn(page, "img.picture") == [1600, 800]
    line = page.get_by_label("Copy this line into your post").input_value()
    assert re.fullmatch(rf"!\[{ALT}\]\(/pictures/[\w-]{{22}}\)", line)
    address = line[line.index("/") : -1]

    other = browse("dev", js=js)
    assert other.request.get(address).status == 404
    page.get_by_role("link", name="Back to what you were writing").last.click()
    page.get_by_role("textbox", name="Your reply").fill(f"Look at this:\n\n{line}")
    page.get_by_role("button", name="Send your reply").click()
    expect(page.locator(".post").last.get_by_role("img", name=ALT)).to_be_visible()

    other.goto(page.url)
    shown = other.locator(".post").last.get_by_role("img", name=ALT)
    shown.scroll_into_view_if_needed()
    assert drawn(other, f'img[src="{address}"]') == [1600, 800]
    assert MARK not in other.request.get(address).body()

    page.goto("/account/pictures")
    page.locator("summary").filter(has_text="Delete this picture").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.locator("#announce")).to_have_text("The picture is gone.")
    assert other.request.get(address).status == 404
    other.reload()
    expect(other.locator(".post").last).to_contain_text(f"Picture not shown: {ALT}")
    expect(other.locator(".post").last.get_by_role("img")).to_have_count(0)


def test_a_picture_can_be_opened_by_itself(site, chromium, sign_ins):
    """The browser's own frame for it is plain, because the policy lets it have no style."""
    with chromium.new_context(base_url=site.url, storage_state=sign_ins("mei")) as context:
        page = context.new_page()
        page.goto("/pictures/new")
        page.get_by_label("Say what is in the picture").fill(ALT)
        choose(page)
        add(page)
        answer = page.goto(page.locator("img.picture").get_attribute("src"))
        assert answer.headers["content-type"] == "image/jpeg"
        assert drawn(page, "img") == [1600, 800]


def test_forgotten_words_cost_no_chosen_file(browse, js):
    page = browse("mei", js=js)
    page.goto("/pictures/new")
    choose(page)
    add(page)

    summary = page.get_by_role("alert").filter(has=page.get_by_role("link"))
    expect(page).to_have_title(re.compile("^Error: Add a picture"))
    expect(page.locator("#alt-error")).to_have_text("Error: Say what is in the picture.")
    if js:
        expect(summary.get_by_role("link")).to_have_count(1)
        chosen = "input => [...input.files].map(file => file.name)"
        assert page.get_by_label("Choose the picture").evaluate(chosen) == ["photo.jpg"]
    else:
        expect(page.locator("#picture-error")).to_have_text(
            "Error: Choose the picture again. Your browser does not keep it."
        )
        choose(page)
    page.get_by_label("Say what is in the picture").fill(ALT)
    add(page)
    expect(page.locator("h1")).to_have_text("Your picture")


def test_what_is_no_picture_keeps_the_words(browse, js):
    page = browse("mei", js=js)
    page.goto("/pictures/new")
    page.get_by_label("Say what is in the picture").fill(ALT)
    choose(page, b"<html><script>alert(1)</script>")
    add(page)
    expect(page.locator("#picture-error")).to_have_text(
        "Error: We could not read that picture. Please try a photo in JPEG or PNG."
    )
    expect(page.get_by_label("Say what is in the picture")).to_have_value(ALT)


def test_a_file_that_is_too_large_keeps_the_words(browse, js):
    page = browse("mei", js=js)
    page.goto("/pictures/new")
    page.get_by_label("Say what is in the picture").fill(ALT)
    choose(page, b"x" * 12_000_000)
    add(page)
    if js:
        expect(page.locator("#alert")).to_contain_text(
            "That picture is too large: 10 MB at most. What you typed is still here."
        )
    else:
        expect(page.locator("#picture-error")).to_have_text(
            "Error: That picture is too large: 10 MB at most."
        )
    expect(page.get_by_label("Say what is in the picture")).to_have_value(ALT)
