"""The journey from what was said to what was done, with and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages_of_deciding import DECIDED
from tests.browser.site import Site

TOLD = "What do you want to tell people?"


def raise_something(page: Page, title: str) -> str:
    """Start a decision; the caller gets where it is."""
    page.goto("/spaces/introductions/threads/new")
    page.locator("#title").fill(title)
    page.locator("input[name=conversation][value=decision]").check()
    page.locator("#text").fill("Could we have a bench by the door?")
    page.locator("#new-thread-send").click()
    expect(page).to_have_url(re.compile(r"/threads/\d+"))
    return re.sub(r"[?#].*", "", page.url)


def promise_it(page: Page) -> None:
    """Say that it is decided, first without saying who looks after it."""
    page.get_by_role("link", name="Say what happens now").click()
    page.get_by_label("Decided").check()
    page.get_by_label(TOLD).fill("We buy one in spring.")
    page.get_by_role("button", name="Tell everyone").click()
    expect(page.locator("#owner-error")).to_contain_text("Say who looks after it")
    expect(page.get_by_label(TOLD)).to_have_value("We buy one in spring.")
    offered = page.locator("#decision-names option").first.get_attribute("value")
    page.get_by_label("Who looks after it?").fill(offered or "")
    page.get_by_label("We hope to do this by").fill("2099-03-03")
    page.get_by_role("button", name="Tell everyone").click()
    expect(page.locator("#announce")).to_contain_text("It is said")


def test_somebody_raises_it_and_somebody_answers(browse, js):
    asker, helper = browse("amina", js=js), browse("grace", js=js)
    title = f"A bench, {'with' if js else 'without'} a script"
    address = raise_something(asker, title)
    panel = asker.locator("#decision")
    expect(panel).to_contain_text("Nobody has answered it yet.")
    expect(panel.locator("[aria-current=step]")).to_have_text("Said")
    expect(panel.get_by_role("link", name="Say what happens now")).to_have_count(0)

    helper.goto(address)
    promise_it(helper)
    expect(helper.locator("#decision [aria-current=step]")).to_have_text("Decided")
    expect(helper.locator("#decision")).to_contain_text("We hope to do this by 3 March 2099.")
    if js:
        expect(helper.locator("#decision-h")).to_be_focused()

    asker.goto("/you-said-we-did")
    row = asker.locator(".said-row", has_text=title)
    expect(row).to_contain_text("We buy one in spring.")
    expect(row.locator(".badge")).to_have_text(["Decided"])
    asker.get_by_label("Where it stands").select_option("done")
    asker.get_by_role("button", name="Show these").click()
    expect(asker.locator(".said-row", has_text=title)).to_have_count(0)
    expect(asker.locator(".said-row").first).to_contain_text("Done")


def test_of_two_at_once_the_second_keeps_their_words(browse, site: Site, js):
    first, second = browse("grace", js=js), browse("dev", js=js)
    address = f"/threads/{site.number(DECIDED)}/decision"
    for page in (first, second):
        page.goto(address)
    words = "It goes on, {}." + (" And on." if js else "")
    first.get_by_label(TOLD).fill(words.format("slowly"))
    first.get_by_role("button", name="Tell everyone").click()
    expect(first.locator("#announce")).to_contain_text("It is said")

    box = second.get_by_label(TOLD)
    box.fill(words.format("quickly"))
    second.get_by_role("button", name="Tell everyone").click()
    expect(second.locator("#decision-refused")).to_contain_text("Somebody else changed this")
    expect(second.locator(".decision-words")).to_have_text(words.format("slowly"))
    expect(box).to_have_value(words.format("quickly"))
    second.get_by_role("button", name="Tell everyone").click()
    expect(second.locator(".decision-words")).to_have_text(words.format("quickly"))


def test_all_of_it_by_keyboard(browse):
    page = browse("amina")
    page.goto("/you-said-we-did?step=done")
    page.locator(".said-row a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#decision")).to_be_visible()
    page.locator("#decision-history summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".decision-steps li")).to_have_count(3)
