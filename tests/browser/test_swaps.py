"""After each swap: what is said to those who listen, and where the keyboard is."""

import re

from playwright.sync_api import expect

from tests.browser.pages import FULL
from tests.browser.site import Site
from tests.browser.test_discussions import reply_box
from tests.browser.test_places import open_event
from tests.browser.test_registers import HELD


def test_booking_moves_focus_to_what_has_become_of_it(browse):
    page = browse("dev")
    open_event(page, kind="Webinar", left="places left")
    heading, said = page.locator("#place-h"), page.locator("#announce")
    page.get_by_label("A peer worker").check()

    page.locator("#place-button").press("Enter")
    expect(said).to_have_text("You have a place.")
    expect(heading).to_have_text("You have a place")
    expect(heading).to_be_focused()
    # A second press of the same key must not give the place up again.
    page.keyboard.press("Enter")
    expect(heading).to_have_text("You have a place")

    page.locator("#place-leave").press("Enter")
    expect(said).to_have_text("You have given up your place. Thank you for telling us.")
    expect(heading).to_be_focused()


def test_the_waiting_list_moves_focus_too(browse, site: Site):
    page = browse("carol")
    page.goto(f"/events/{site.number(FULL)}")
    heading, said = page.locator("#place-h"), page.locator("#announce")
    page.get_by_label("I would rather not say").check()

    page.locator("#place-button").press("Enter")
    expect(said).to_have_text("You are on the waiting list.")
    expect(heading).to_be_focused()

    page.locator("#waiting-leave").press("Enter")
    expect(said).to_have_text("You have left the waiting list.")
    expect(heading).to_have_text("All places are taken")
    expect(heading).to_be_focused()


def test_a_place_form_with_errors_moves_focus_to_the_summary(browse):
    page = browse("dev")
    open_event(page, kind="Webinar", left="places left")

    page.locator("#place-button").press("Enter")

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#announce")).to_have_text("")
    expect(page).to_have_title(re.compile("^Error: "))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#comes_as")).to_be_focused()


def test_a_reply_with_errors_moves_focus_to_its_box(browse):
    page = browse("dev")
    page.goto("/threads/1")

    page.locator("#composer-send").press("Enter")

    expect(reply_box(page)).to_be_focused()
    expect(reply_box(page)).to_have_accessible_description(
        re.compile("Write something before you post it")
    )
    expect(page.locator("#announce")).to_have_text("")
    reply_box(page).fill("Now there is something.")
    page.locator("#composer-send").press("Enter")
    expect(page.locator("#announce")).to_have_text(re.compile(r"^Your reply is post \d+\.$"))
    expect(page.locator("#composer-send")).to_be_focused()
    expect(page).not_to_have_title(re.compile("^Error: "))


def test_feedback_moves_focus_to_its_errors_and_to_its_thanks(browse):
    page = browse("dev")
    page.goto("/")
    page.get_by_role("region", name="What did you think?").get_by_role("link").first.click()

    page.locator("#feedback-send").press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#announce")).to_have_text("")

    page.get_by_label("Excellent").check()
    page.locator("#feedback-send").press("Enter")
    expect(page.locator("#announce")).to_have_text(
        "Thank you. Your answer is in, without your name."
    )
    expect(page.locator("#feedback-in")).to_be_focused()


def test_a_register_button_keeps_focus(browse, site: Site):
    page = browse("grace")
    _, session_id = site.ask(HELD)[0]
    page.goto(f"/sessions/{session_id}/register")
    row = page.locator(".register-row").nth(5)
    name, button = row.locator(".register-name").inner_text(), row.get_by_role("button")

    button.press("Enter")
    expect(page.locator("#announce")).to_have_text(f"{name} is marked not present.")
    expect(button).to_be_focused()

    button.press("Enter")
    expect(page.locator("#announce")).to_have_text(f"{name} is marked present.")
    expect(button).to_be_focused()
