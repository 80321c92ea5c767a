"""Journeys through discussions: read what is new, reply, start a thread."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect


def open_thread_with_news(page: Page) -> None:
    """From the home page to a thread in which somebody has written since one's last visit."""
    page.goto("/")
    page.get_by_role("main").locator(".thread-new a[href*='from=']").first.click()
    expect(page.locator(".new-since")).to_have_text("New since your last visit")


def reply_box(page: Page) -> Locator:
    """Where a reply is written."""
    return page.get_by_role("textbox", name="Your reply")


def test_read_what_is_new_and_reply(browse, js):
    page = browse("amina" if js else "ben", js=js)
    open_thread_with_news(page)
    no = page.locator(".post").count() + 1
    words = f"A small step counts. Written {'with' if js else 'without'} JavaScript."

    reply_box(page).fill(words)
    page.get_by_role("button", name="Send your reply").click()

    expect(page.locator("#announce")).to_have_text(f"Your reply is post {no}.")
    mine = page.locator(".post").last
    expect(mine.locator(".post-body")).to_have_text(words)
    expect(mine.locator(".post-head")).to_contain_text(f"post {no}")
    expect(reply_box(page)).to_have_value("")
    expect(page.locator(".post")).to_have_count(no)
    thread = re.sub(r"[?#].*", "", page.url)
    page.goto(thread)
    expect(page.locator(".new-since")).to_have_count(0)
    expect(page.locator(".post")).to_have_count(no)


def test_an_empty_reply_says_what_to_do(browse, js):
    page = browse("dev", js=js)
    open_thread_with_news(page) if js else page.goto("/threads/1")
    count = page.locator(".post").count()

    page.get_by_role("button", name="Send your reply").click()

    expect(page.locator("#text-error")).to_have_text("Error: Write something before you post it.")
    expect(reply_box(page)).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".post")).to_have_count(count)


def test_start_a_thread(browse, js):
    page = browse("carol", js=js)
    title = f"What helps on a Monday, {'with' if js else 'without'} JavaScript"
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Discussions").click()
    page.get_by_role("link", name="Introductions").click()
    page.get_by_role("link", name="Start a thread").or_(
        page.get_by_role("button", name="Start a thread")
    ).click()
    page.get_by_label("What is it about?").fill(title)

    page.get_by_role("button", name="Post it").click()

    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        "Write something before you post it."
    )
    expect(page).to_have_title(re.compile("^Error: Start a thread"))
    expect(page.get_by_label("What is it about?")).to_have_value(title)

    page.get_by_label("What would you like to say?").fill("For me it is *tea* first.\n\nAnd you?")
    page.get_by_role("button", name="Post it").click()

    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#announce")).to_have_text(
        "Your thread is here for everyone in this space to read."
    )
    expect(page.locator(".post-body p")).to_have_text(["For me it is tea first.", "And you?"])
    page.get_by_role("link", name="Back to Introductions").click()
    expect(page.locator(".thread").first).to_contain_text(title)


def test_the_box_and_its_buttons_are_one_card(browse, js):
    page = browse("grace", js=js)
    page.goto("/threads/13")
    box = page.locator("#composer").bounding_box()
    buttons = page.locator("#sending").bounding_box()
    assert buttons["y"] == pytest.approx(box["y"] + box["height"], abs=0.5)
    assert (buttons["x"], buttons["width"]) == (box["x"], box["width"])
