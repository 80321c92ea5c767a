"""How words will look, before they are sent: with a script and without, on each page with a box."""

import re

from playwright.sync_api import expect

from tests.browser.writing import open_box

WORDS = "It is *tea* first.\n\n> and then\n\n<b>not</b> bold"


def test_look_at_a_reply_and_send_it(browse, js):
    page = browse("owen" if js else "zainab", js=js)
    open_box(page).fill(WORDS)

    page.get_by_role("button", name="See how it will look").click()

    preview = page.get_by_role("region", name="How it will look")
    expect(preview.locator("em")).to_have_text("tea")
    expect(preview.locator("blockquote")).to_have_text("and then")
    expect(preview).to_contain_text("<b>not</b> bold")
    expect(preview).to_be_in_viewport()
    expect(page.locator("#text")).to_have_value(WORDS)
    if js:
        expect(page.locator("#preview-h")).to_be_focused()
        expect(page.locator("#announce")).to_have_text(
            "This is how it will look. Nothing is posted yet."
        )
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    expect(page.locator("#preview")).to_have_count(0)
    expect(page.locator(".post-body em").last).to_have_text("tea")


def test_look_at_a_new_thread(browse, js):
    page = browse("fintan" if js else "bluebell", js=js)
    page.goto("/spaces/introductions/threads/new")
    page.get_by_label("What would you like to say?").fill(WORDS)

    page.get_by_role("button", name="See how it will look").click()

    expect(page.locator("#preview em")).to_have_text("tea")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    expect(page.get_by_label("What would you like to say?")).to_have_value(WORDS)
    page.get_by_role("button", name="Post it").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("What is it about?").fill("Tea")
    page.get_by_role("button", name="Post it").click()
    expect(page.locator("h1")).to_have_text("Tea")


def test_look_at_a_change(browse, js):
    page = browse("leroy" if js else "mei", js=js)
    open_box(page).fill("As it was.")
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    page.locator(".post").last.get_by_role("link", name="Edit").click()

    box = page.get_by_label("What would you like to say?")
    box.fill("As it *is*.")
    page.get_by_role("button", name="See how it will look").click()
    expect(page.locator("#preview em")).to_have_text("is")
    expect(box).to_have_value("As it *is*.")

    page.get_by_role("button", name="Keep the change").click()

    expect(page.locator("#announce")).to_have_text("Your post is changed.")
    expect(page.locator(".post-body em").last).to_have_text("is")
