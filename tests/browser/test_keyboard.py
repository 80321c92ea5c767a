"""With a keyboard alone: everything can be reached, in the order it is read, and it shows where."""

import pytest
from playwright.sync_api import expect

from tests.browser.keys import press, tab_to, walk
from tests.browser.pages import PLACES, Place
from tests.browser.pages_of_reading import READING
from tests.browser.pages_of_writing import WRITING

WALKED = {"welcome", "sign in", "home", "space", "thread", "events", "event open"} | {
    *("event yours", "new thread", "feedback", "account", "search", "invitations", "kept words"),
    *("words gone on with", "words saved", "what one sees"),
}


@pytest.mark.parametrize(
    "place",
    [place for place in (*PLACES, *READING, *WRITING) if place.name in WALKED],
    ids=lambda place: place.name,
)
def test_tab_goes_through_the_page_as_it_is_read(place: Place, browse, site):
    page = browse(place.who)
    place.way(page, site)

    order, count, faults = walk(page)

    assert faults == []
    assert order == list(range(count))


def test_the_first_stop_leads_past_the_header(browse):
    page = browse("amina")
    page.goto("/threads/1")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#main a").first).to_be_focused()


def test_reply_with_keys_only(browse):
    page = browse("dev")
    page.goto("/")
    press(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Discussions"))
    expect(page.locator("h1")).to_have_text("Discussions")
    press(page, page.get_by_role("link", name="Introductions"))
    expect(page.locator("h1")).to_have_text("Introductions")
    press(page, page.locator(".thread a").last)
    expect(page.locator(".thread-about")).to_be_visible()
    count = page.locator(".post").count()

    tab_to(page, page.get_by_role("textbox", name="Your reply"))
    page.keyboard.type("Written without a mouse.")
    send = page.get_by_role("button", name="Send your reply")
    tab_to(page, send)
    expect(send).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".post")).to_have_count(count + 1)
    expect(page.locator(".post-body").last).to_have_text("Written without a mouse.")
    expect(send).to_be_focused()


def test_book_with_keys_only(browse):
    page = browse("carol")
    page.goto("/")
    press(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Events"))
    expect(page.locator("h1")).to_have_text("Coming events")
    press(page, page.locator(".event").filter(has_text="Webinar").get_by_role("link").first)
    expect(page.locator("#place")).to_contain_text("places left")

    tab_to(page, page.get_by_label("Someone who uses services"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("A carer, friend or family member")).to_be_checked()
    press(page, page.locator("#place-button"))

    expect(page.locator("#place-h")).to_have_text("You have a place")
    expect(page.locator("#place-h")).to_be_focused()
    press(page, page.locator("#place-leave"))
    expect(page.locator("#place-button")).to_have_text("Book a place")
